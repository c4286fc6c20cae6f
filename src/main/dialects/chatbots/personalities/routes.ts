import { z } from 'zod';
import { promptModifier } from '../../../domain/personalities/prompt-modifier.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import {
  personalityBody,
  personalityChanges,
  personalityDraft,
  toPersonalityBody,
} from './personality-body.ts';
import { registerTrial } from './try-route.ts';

const tags = ['Personalities'];
const ofChatbot = z.object({ chatbotId: z.string() });
const one = z.object({ personalityId: z.string() });

/** The ways in which a chatbot can speak; it speaks in its default, in every API. */
export function registerPersonalities(app: DialectApp, services: DialectServices): void {
  const { personalities } = services;
  registerTrial(app, services);

  app.get(
    '/api/v1/chatbots/:chatbotId/personalities',
    {
      schema: {
        tags,
        summary: 'All personalities of a chatbot',
        description: 'The oldest first. Where there are any, exactly one is the default.',
        params: ofChatbot,
        querystring: pageQuery,
        response: { 200: pageOf(personalityBody) },
      },
    },
    async ({ principal, params, query }) => {
      const found = await personalities.list(principal, params.chatbotId, query);
      return paged(found.personalities.map(toPersonalityBody), { total: found.total, ...query });
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/personalities',
    {
      schema: {
        tags,
        summary: 'Create a personality',
        description: 'Only `name` is needed. The first one of a chatbot is its default.',
        params: ofChatbot,
        body: personalityDraft,
        response: { 201: enveloped(personalityBody) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const created = await personalities.create(principal, params.chatbotId, body);
      return reply.code(201).send(success(toPersonalityBody(created), 'The personality is created'));
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/personalities/default',
    {
      schema: {
        tags,
        summary: 'Create a default personality',
        description: 'A friendly one that suits most chatbots. It is the default from now on.',
        params: ofChatbot,
        response: { 201: enveloped(personalityBody) },
      },
    },
    async ({ principal, params }, reply) => {
      const created = await personalities.createDefault(principal, params.chatbotId);
      return reply.code(201).send(success(toPersonalityBody(created), 'The default personality is created'));
    },
  );

  app.get(
    '/api/v1/personalities/:personalityId',
    {
      schema: {
        tags,
        summary: 'One personality',
        description: 'Everything that it says about how to speak.',
        params: one,
        response: { 200: enveloped(personalityBody) },
      },
    },
    async ({ principal, params }) =>
      success(toPersonalityBody(await personalities.get(principal, params.personalityId))),
  );

  app.put(
    '/api/v1/personalities/:personalityId',
    {
      schema: {
        tags,
        summary: 'Change a personality',
        description:
          'What is left out stays as it is, inside `vocabulary` too. The default cannot just stop being it: make ' +
          'another one the default instead.',
        params: one,
        body: personalityChanges,
        response: { 200: enveloped(personalityBody) },
      },
    },
    async ({ principal, params, body }) => {
      const changed = await personalities.update(principal, params.personalityId, body);
      return success(toPersonalityBody(changed), 'The personality is changed');
    },
  );

  app.delete(
    '/api/v1/personalities/:personalityId',
    {
      schema: {
        tags,
        summary: 'Delete a personality',
        description: 'Where it was the default, the oldest of the others takes its place.',
        params: one,
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params }) => {
      await personalities.remove(principal, params.personalityId);
      return success(null, 'The personality is deleted');
    },
  );

  app.post(
    '/api/v1/personalities/:personalityId/default',
    {
      schema: {
        tags,
        summary: 'Make a personality the default',
        description: 'The chatbot speaks in it from its next answer on, in every API.',
        params: one,
        response: { 200: enveloped(personalityBody) },
      },
    },
    async ({ principal, params }) => {
      const chosen = await personalities.makeDefault(principal, params.personalityId);
      return success(toPersonalityBody(chosen), 'The personality is the default');
    },
  );

  app.get(
    '/api/v1/personalities/:personalityId/prompt-modifier',
    {
      schema: {
        tags,
        summary: 'What a model is told to speak in this way',
        description:
          'It joins the chatbot’s own instructions while this is the default. Strengths are told in words.',
        params: one,
        response: {
          200: enveloped(z.object({ personalityId: z.string(), promptModifier: z.string() })),
        },
      },
    },
    async ({ principal, params }) => {
      const found = await personalities.get(principal, params.personalityId);
      return success({ personalityId: found.id, promptModifier: promptModifier(found) });
    },
  );
}
