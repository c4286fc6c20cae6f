import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { languageOf } from '../messages/language.ts';
import { textFor } from '../messages/text-for.ts';
import { base, baseChanges, baseDraft, baseList, baseListQuery, toBaseBody, toDraft } from './base-body.ts';

const tags = ['Knowledge'];
const params = z.object({ base_id: z.string() });

export function registerKnowledgeBases(app: DialectApp, { knowledgeBases }: DialectServices): void {
  app.post(
    '/api/v1/knowledge/bases',
    {
      schema: {
        tags,
        summary: 'Make a knowledge base',
        description: 'A bot looks things up in it once its id is in the bot’s `knowledge_base_ids`.',
        body: baseDraft,
        response: { 201: base },
      },
    },
    async (request, reply) => {
      const draft = { ...toDraft(request.body), name: request.body.name };
      return reply.code(201).send(toBaseBody(await knowledgeBases.create(request.principal, draft)));
    },
  );

  app.get(
    '/api/v1/knowledge/bases',
    {
      schema: {
        tags,
        summary: 'The knowledge bases of the account',
        description: 'Newest first; those that were made elsewhere are among them.',
        querystring: baseListQuery,
        response: { 200: baseList },
      },
    },
    async (request) => {
      const { limit, offset, search } = request.query;
      const found = await knowledgeBases.list(request.principal, { limit, offset, search, mineOnly: true });
      return { bases: found.bases.map(toBaseBody), total: found.total, limit, offset };
    },
  );

  app.get(
    '/api/v1/knowledge/bases/:base_id',
    { schema: { tags, summary: 'One knowledge base', params, response: { 200: base } } },
    async (request) => toBaseBody(await knowledgeBases.get(request.principal, request.params.base_id)),
  );

  app.put(
    '/api/v1/knowledge/bases/:base_id',
    {
      schema: {
        tags,
        summary: 'Change a knowledge base',
        description:
          'What is left out stays as it is. Where pieces get another size or overlap, its documents are read again; ' +
          'until then, they are found as they were.',
        params,
        body: baseChanges,
        response: { 200: base },
      },
    },
    async ({ principal, params: { base_id }, body }) => {
      const before = await knowledgeBases.get(principal, base_id);
      const changes = { ...toDraft(body, before), name: body.name };
      return toBaseBody(await knowledgeBases.update(principal, base_id, changes));
    },
  );

  app.delete(
    '/api/v1/knowledge/bases/:base_id',
    {
      schema: {
        tags,
        summary: 'Delete a knowledge base',
        description: 'With its documents; bots that looked things up in it go on without it.',
        params,
        response: { 200: z.object({ success: z.literal(true), message: z.string(), base_id: z.string() }) },
      },
    },
    async (request) => {
      const { base_id } = request.params;
      await knowledgeBases.remove(request.principal, base_id);
      const message = textFor(languageOf(request), 'knowledge_base_deleted');
      return { success: true as const, message, base_id };
    },
  );
}
