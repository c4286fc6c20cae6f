import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import { contextBody, contextChanges, ofUser, toContextBody } from './context-body.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is the caller's own: its names stay as they are. */
    keepsKeys?: boolean;
  }
}

const tags = ['Context'];
const path = '/api/v1/chatbots/:chatbotId/context/:userId';

/** What is known of whoever talks to a chatbot. */
export function registerContext(app: DialectApp, services: DialectServices): void {
  const { contexts, topics, entities } = services;

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'What is known of a user',
        description: 'What was told, what was talked about and who was named. Empty for somebody unknown.',
        params: ofUser,
        response: { 200: enveloped(contextBody) },
      },
    },
    async ({ principal, params }) => {
      const place = await contexts.place(principal, params.chatbotId, params.userId);
      const known = [contexts.get(place), topics.list(place), entities.list(place)] as const;
      return success(toContextBody(params, ...(await Promise.all(known))));
    },
  );

  app.post(
    path,
    {
      config: { keepsKeys: true },
      schema: {
        tags,
        summary: 'Tell something about a user',
        description:
          'It is merged with what is there (JSON Merge Patch, RFC 7396) and reaches the prompts of conversations with ' +
          'the user, as data. At most 16 KB, nested 8 deep.',
        params: ofUser,
        body: contextChanges,
        response: { 200: enveloped(contextBody) },
      },
    },
    async ({ principal, params, body }) => {
      const place = await contexts.place(principal, params.chatbotId, params.userId);
      const data = await contexts.merge(place, unwrapped(body));
      const [talkedAbout, named] = await Promise.all([topics.list(place), entities.list(place)]);
      return success(toContextBody(params, data, talkedAbout, named), 'The context is kept');
    },
  );

  app.delete(
    path,
    {
      schema: {
        tags,
        summary: 'Forget a user',
        description:
          'Removes data, topics and entities. What was said stays until its conversations are deleted.',
        params: ofUser,
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params }) => {
      await contexts.remove(await contexts.place(principal, params.chatbotId, params.userId));
      return success(null, 'The context is deleted');
    },
  );
}

function unwrapped(body: Record<string, unknown>): Record<string, unknown> {
  const [only, ...others] = Object.entries(body);
  if (only === undefined || others.length > 0 || !['data', 'context'].includes(only[0])) return body;
  const [, value] = only;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : body;
}
