import { z } from 'zod';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { found, item, itemChanges, itemDraft, toFoundBody, toItemBody } from './knowledge-body.ts';

const tags = ['Knowledge'];
const params = z.object({ knowledgeBaseId: z.string() });
const oneItem = params.extend({ itemId: z.string() });
const ITEMS = '/api/v1/knowledge-bases/:knowledgeBaseId/items';

const listQuery = pageQuery.extend({
  search: z.string().trim().min(1).max(200).optional().describe('In the title or the text'),
});

const searchQuery = z.object({
  q: z.string().trim().min(1).max(4_000),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  scoreThreshold: z.coerce.number().min(0).max(1).optional(),
});

/** Short texts of a knowledge base, and what is found in it. */
export function registerKnowledgeItems(app: DialectApp, services: DialectServices): void {
  const { knowledgeBases, knowledgeItems, knowledgeSearch } = services;

  app.get(
    ITEMS,
    {
      schema: {
        tags,
        summary: 'The items of a knowledge base',
        description: 'The newest first.',
        params,
        querystring: listQuery,
        response: { 200: pageOf(item) },
      },
    },
    async ({ principal, params, query }) => {
      const { items, total } = await knowledgeItems.list(principal, params.knowledgeBaseId, query);
      return paged(items.map(toItemBody), { total, ...query });
    },
  );

  app.post(
    ITEMS,
    {
      schema: {
        tags,
        summary: 'Add an item',
        description: 'Answered when it can be found, by its words and by what it is about.',
        params,
        body: itemDraft,
        response: { 201: enveloped(item) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const added = await knowledgeItems.add(principal, params.knowledgeBaseId, body);
      return reply.code(201).send(success(toItemBody(added), 'The item is added'));
    },
  );

  app.put(
    `${ITEMS}/:itemId`,
    {
      schema: {
        tags,
        summary: 'Change an item',
        description: 'What is left out stays as it is; answers use the new words from then on.',
        params: oneItem,
        body: itemChanges,
        response: { 200: enveloped(item) },
      },
    },
    async ({ principal, params: { knowledgeBaseId, itemId }, body }) => {
      const changed = await knowledgeItems.update(principal, knowledgeBaseId, itemId, body);
      return success(toItemBody(changed), 'The item is changed');
    },
  );

  app.delete(
    `${ITEMS}/:itemId`,
    {
      schema: {
        tags,
        summary: 'Delete an item',
        description: 'Nothing finds it any more, and answers that quoted it keep no quotation.',
        params: oneItem,
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params: { knowledgeBaseId, itemId } }) => {
      await knowledgeItems.remove(principal, knowledgeBaseId, itemId);
      return success(null, 'The item is deleted');
    },
  );

  app.get(
    '/api/v1/knowledge-bases/:knowledgeBaseId/search',
    {
      schema: {
        tags,
        summary: 'Search a knowledge base',
        description: 'By words and by meaning, the best first; scores can be compared between searches.',
        params,
        querystring: searchQuery,
        response: { 200: pageOf(found) },
      },
    },
    async ({ principal, params, query: { q, limit, scoreThreshold } }, reply) => {
      const { id } = await knowledgeBases.get(principal, params.knowledgeBaseId);
      const wanted = { query: q, limit, scoreThreshold };
      const passages = await knowledgeSearch.search([id], wanted, untilGone(reply));
      const items = await knowledgeItems.ofDocuments(passages.map(({ documentId }) => documentId));
      const results = passages.map((passage) => toFoundBody(passage, items.get(passage.documentId)));
      return paged(results, { total: results.length, page: 1, limit });
    },
  );
}
