import { z } from 'zod';
import type { Principal } from '../../../domain/accounts/principal.ts';
import type { Character } from '../../../domain/characters/character.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { chatbot, chatbotChanges, chatbotDraft, toCharacterChanges, toChatbotBody } from './chatbot-body.ts';

const tags = ['Chatbots'];
const params = z.object({ chatbotId: z.string() });
const listQuery = pageQuery.extend({
  search: z.string().trim().min(1).max(200).optional().describe('In the name or the description'),
});

/** A chatbot is a character: one that is made here is in Tomo's app and in every other API too. */
export function registerChatbots(app: DialectApp, services: DialectServices): void {
  const { characters, characterRemoval } = services;

  app.get(
    '/api/v1/chatbots',
    {
      schema: {
        tags,
        summary: 'All chatbots',
        description: 'Those of the account, the newest first.',
        querystring: listQuery,
        response: { 200: pageOf(chatbot) },
      },
    },
    async (request) => {
      const found = await characters.list(request.principal, { ...request.query, mineOnly: true });
      const shown = found.characters.map((character) => toChatbotBody(character));
      return paged(shown, { total: found.total, ...request.query });
    },
  );

  app.post(
    '/api/v1/chatbots',
    {
      schema: {
        tags,
        summary: 'Create a chatbot',
        description:
          'Only `name` is needed. Knowledge bases that do not exist yet are kept, and named in `warnings`.',
        body: chatbotDraft,
        response: { 201: enveloped(chatbot) },
      },
    },
    async (request, reply) => {
      const { name, isActive } = request.body;
      const made = await characters.create(request.principal, { ...toCharacterChanges(request.body), name });
      const created = await withActivity(services, request.principal, made, isActive);
      const body = toChatbotBody(created, await warningsFor(services, created));
      return reply.code(201).send(success(body, 'The chatbot is created'));
    },
  );

  app.get(
    '/api/v1/chatbots/:chatbotId',
    {
      schema: {
        tags,
        summary: 'One chatbot',
        description: 'How it answers, and what it knows.',
        params,
        response: { 200: enveloped(chatbot) },
      },
    },
    async (request) =>
      success(toChatbotBody(await characters.get(request.principal, request.params.chatbotId))),
  );

  app.put(
    '/api/v1/chatbots/:chatbotId',
    {
      schema: {
        tags,
        summary: 'Change a chatbot',
        description: 'What is left out stays as it is, inside `settings` too.',
        params,
        body: chatbotChanges,
        response: { 200: enveloped(chatbot) },
      },
    },
    async (request) => {
      const { principal, body } = request;
      const { id, attributes } = await characters.get(principal, request.params.chatbotId);
      const before = attributes.settings as Record<string, unknown> | undefined;
      const changed = await characters.update(principal, id, toCharacterChanges(body, before));
      const shown = await withActivity(services, principal, changed, body.isActive);
      return success(toChatbotBody(shown, await warningsFor(services, shown)), 'The chatbot is changed');
    },
  );

  app.delete(
    '/api/v1/chatbots/:chatbotId',
    {
      schema: {
        tags,
        summary: 'Delete a chatbot',
        description: 'With everything that was said to it. Its knowledge bases stay. It cannot be undone.',
        params,
        response: { 200: enveloped(z.null()) },
      },
    },
    async (request) => {
      await characterRemoval.remove(request.principal, request.params.chatbotId);
      return success(null, 'The chatbot is deleted');
    },
  );
}

/** An archived character talks to nobody, which is what an inactive chatbot is. */
async function withActivity(
  { publications }: DialectServices,
  principal: Principal,
  character: Character,
  isActive: boolean | undefined,
): Promise<Character> {
  if (isActive === undefined || isActive === (character.status !== 'archived')) return character;
  return isActive
    ? await publications.unarchive(principal, character.id)
    : await publications.archive(principal, character.id);
}

async function warningsFor(
  { knowledgeBases }: DialectServices,
  { ownerId, knowledgeBaseIds }: Character,
): Promise<string[]> {
  const found = new Set((await knowledgeBases.ofOwner(ownerId, knowledgeBaseIds)).map(({ id }) => id));
  return knowledgeBaseIds
    .filter((id) => !found.has(id))
    .map((id) => `There is no knowledge base '${id}'; the chatbot does without it until there is one`);
}
