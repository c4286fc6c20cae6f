import type { DialectPlace } from '../dialect.ts';

/** Its addresses; everything else under `/v1` is Tomo's own API. */
const ADDRESS =
  /^\/v1\/(chat\/completions|completions|models(\/.+)?|embeddings|audio\/(speech|transcriptions))\/?$/;

/**
 * The part of OpenAI's API that chat programs, coding tools and frameworks use, so that they work with Tomo as they
 * are. Source: https://platform.openai.com/docs/api-reference
 */
export const openai: DialectPlace = {
  prefix: '/v1',
  ownPortPrefix: '/v1',
  documentPath: '/openai/openapi.json',
  owns: (path) => ADDRESS.test(path),
  load: async () => (await import('./openai-dialect.ts')).openaiDialect,
};
