import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import {
  knowledgeBase,
  knowledgeBaseChanges,
  knowledgeBaseDraft,
  knowledgeBaseList,
  knowledgeBaseListQuery,
  knowledgeQuery,
  knowledgeResults,
} from '../../../shared/api/knowledge-bases.ts';
import { untilGone } from '../../http/until-gone.ts';
import { type NativeApp, type NativeServices, toPagination } from '../native-app.ts';
import { toKnowledgeBaseBody, toKnowledgeResult } from './knowledge-body.ts';

const params = z.object({ knowledge_base_id: id });
const tags = ['Knowledge'];

export function registerKnowledgeBases(app: NativeApp, services: NativeServices): void {
  const { knowledgeBases, knowledgeSearch } = services;

  app.get(
    '/knowledge-bases',
    {
      schema: {
        tags,
        summary: 'List knowledge bases',
        description: 'Newest first.',
        querystring: knowledgeBaseListQuery,
        response: { 200: knowledgeBaseList },
      },
    },
    async (request) => {
      const { page, limit, owner } = request.query;
      const found = await knowledgeBases.list(request.principal, { page, limit, mineOnly: owner === 'me' });
      return {
        knowledge_bases: found.bases.map(toKnowledgeBaseBody),
        pagination: toPagination({ page, limit }, found.total),
      };
    },
  );

  app.post(
    '/knowledge-bases',
    {
      schema: {
        tags,
        summary: 'Create a knowledge base',
        description:
          'A character looks things up in it once its id is in the character’s `knowledge_base_ids`.',
        body: knowledgeBaseDraft,
        response: { 201: knowledgeBase },
      },
    },
    async (request, reply) => {
      const created = await knowledgeBases.create(request.principal, request.body);
      return reply.code(201).send(toKnowledgeBaseBody(created));
    },
  );

  app.get(
    '/knowledge-bases/:knowledge_base_id',
    {
      schema: {
        tags,
        summary: 'One knowledge base',
        description: 'With how many documents and passages it has.',
        params,
        response: { 200: knowledgeBase },
      },
    },
    async (request) =>
      toKnowledgeBaseBody(await knowledgeBases.get(request.principal, request.params.knowledge_base_id)),
  );

  app.put(
    '/knowledge-bases/:knowledge_base_id',
    {
      schema: {
        tags,
        summary: 'Change a knowledge base',
        description: 'What is left out stays as it is.',
        params,
        body: knowledgeBaseChanges,
        response: { 200: knowledgeBase },
      },
    },
    async (request) => {
      const { knowledge_base_id } = request.params;
      return toKnowledgeBaseBody(
        await knowledgeBases.update(request.principal, knowledge_base_id, request.body),
      );
    },
  );

  app.delete(
    '/knowledge-bases/:knowledge_base_id',
    {
      schema: {
        tags,
        summary: 'Delete a knowledge base',
        description: 'With its documents; characters that looked things up in it go on without it.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await knowledgeBases.remove(request.principal, request.params.knowledge_base_id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/knowledge-bases/:knowledge_base_id/search',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Search a knowledge base',
        description: 'Finds passages by their words and by what they are about, best first.',
        params,
        body: knowledgeQuery,
        response: { 200: knowledgeResults },
      },
    },
    async (request, reply) => {
      const startedMs = performance.now();
      const base = await knowledgeBases.get(request.principal, request.params.knowledge_base_id);
      const { query, limit, score_threshold: scoreThreshold, filter } = request.body;
      const found = await knowledgeSearch.search(
        [base.id],
        { query, limit, scoreThreshold, filter },
        untilGone(reply),
      );
      const queryMs = Math.round((performance.now() - startedMs) * 10) / 10;
      return { results: found.map(toKnowledgeResult), query_ms: queryMs };
    },
  );
}
