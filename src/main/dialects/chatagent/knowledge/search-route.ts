import { z } from 'zod';
import type { FoundPassage } from '../../../domain/knowledge/search/knowledge-search.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { titleOf } from './document-body.ts';

const search = z.object({
  query: z.string().trim().min(1).max(10_000),
  top_k: z.int().min(1).max(100).default(5),
  score_threshold: z.number().min(0).max(1).optional(),
  filters: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'Metadata that its document must have: a value, a list of values, or bounds (gte, gt, lte, lt, ne); also `document_id` and `filename`',
    ),
});

const found = z.object({
  results: z.array(
    z.object({
      content: z.string(),
      metadata: z
        .looseObject({
          title: z.string(),
          page: z.int().nullable(),
          source: z.string().describe('The name of its file'),
          document_id: z.string(),
        })
        .describe('What was said of the document, and where in it this stands'),
      score: z.number().min(0).max(1).describe('Comparable between queries'),
    }),
  ),
  total: z.int().describe('How many results there are here'),
  query_time: z.number().describe('In seconds'),
});

export function registerSearch(app: DialectApp, { knowledgeBases, knowledgeSearch }: DialectServices): void {
  app.post(
    '/api/v1/knowledge/bases/:base_id/search',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Knowledge'],
        summary: 'Search a knowledge base',
        description: 'Finds pieces of documents by their words and by what they are about, best first.',
        params: z.object({ base_id: z.string() }),
        body: search,
        response: { 200: found },
      },
    },
    async (request, reply) => {
      const startedMs = performance.now();
      const { id } = await knowledgeBases.get(request.principal, request.params.base_id);
      const { query, top_k: limit, score_threshold: scoreThreshold, filters: filter } = request.body;
      const asked = { query, limit, scoreThreshold, filter };
      const results = (await knowledgeSearch.search([id], asked, untilGone(reply))).map(toResult);
      const query_time = Math.round(performance.now() - startedMs) / 1000;
      return { results, total: results.length, query_time };
    },
  );
}

function toResult(passage: FoundPassage) {
  const { content, score, metadata, page, filename, documentId } = passage;
  const where = { title: titleOf(passage), page, source: filename, document_id: documentId };
  return { content, metadata: { ...metadata, ...where }, score };
}
