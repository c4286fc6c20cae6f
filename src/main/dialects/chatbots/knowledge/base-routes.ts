import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { base, baseChanges, baseDraft, baseWithItems, toBaseBody, toItemBody } from './knowledge-body.ts';

const tags = ['Knowledge'];
const params = z.object({ knowledgeBaseId: z.string() });
const ofChatbot = z.object({ chatbotId: z.string() });
const ITEMS_SHOWN = 100;

/** What chatbots look things up in. */
export function registerKnowledgeBases(app: DialectApp, services: DialectServices): void {
  const { characters, knowledgeBases, knowledgeItems } = services;

  app.get(
    '/api/v1/chatbots/:chatbotId/knowledge-bases',
    {
      schema: {
        tags,
        summary: 'The knowledge bases of a chatbot',
        description: 'Those that it looks things up in, in the order in which it got them.',
        params: ofChatbot,
        querystring: pageQuery,
        response: { 200: pageOf(base) },
      },
    },
    async ({ principal, params, query }) => {
      const { ownerId, knowledgeBaseIds } = await characters.get(principal, params.chatbotId);
      const bases = await knowledgeBases.ofOwner(ownerId, knowledgeBaseIds);
      const first = (query.page - 1) * query.limit;
      const shown = bases.slice(first, first + query.limit).map(toBaseBody);
      return paged(shown, { total: bases.length, ...query });
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/knowledge-bases',
    {
      schema: {
        tags,
        summary: 'Create a knowledge base for a chatbot',
        description: 'The chatbot looks things up in it from then on.',
        params: ofChatbot,
        body: baseDraft,
        response: { 201: enveloped(base) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const created = await knowledgeBases.createFor(principal, params.chatbotId, body);
      return reply.code(201).send(success(toBaseBody(created), 'The knowledge base is created'));
    },
  );

  app.get(
    '/api/v1/knowledge-bases/:knowledgeBaseId',
    {
      schema: {
        tags,
        summary: 'One knowledge base',
        description: 'With its newest items.',
        params,
        response: { 200: enveloped(baseWithItems) },
      },
    },
    async ({ principal, params }) => {
      const found = await knowledgeBases.get(principal, params.knowledgeBaseId);
      const page = { page: 1, limit: ITEMS_SHOWN };
      const { items, total } = await knowledgeItems.list(principal, found.id, page);
      return success({ ...toBaseBody(found), items: items.map(toItemBody), itemCount: total });
    },
  );

  app.put(
    '/api/v1/knowledge-bases/:knowledgeBaseId',
    {
      schema: {
        tags,
        summary: 'Change a knowledge base',
        description: 'What is left out stays as it is.',
        params,
        body: baseChanges,
        response: { 200: enveloped(base) },
      },
    },
    async ({ principal, params, body }) => {
      const changed = await knowledgeBases.update(principal, params.knowledgeBaseId, body);
      return success(toBaseBody(changed), 'The knowledge base is changed');
    },
  );

  app.delete(
    '/api/v1/knowledge-bases/:knowledgeBaseId',
    {
      schema: {
        tags,
        summary: 'Delete a knowledge base',
        description: 'With its items and documents; chatbots that looked things up in it go on without it.',
        params,
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params }) => {
      await knowledgeBases.remove(principal, params.knowledgeBaseId);
      return success(null, 'The knowledge base is deleted');
    },
  );
}
