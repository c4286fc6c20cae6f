import type { EmbedPrompts } from '../../inference/embeddings.ts';

const SEARCH_SENTENCE = 'Represent this sentence for searching relevant passages: ';
const WEB_SEARCH =
  'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ';

/**
 * What widely used families were trained with, by their names; the first that fits counts.
 * Source: the usage notes that each family was published with.
 */
const FAMILIES: readonly (readonly [name: RegExp, prompts: EmbedPrompts])[] = [
  [/\be5\b.*instruct/, { query: WEB_SEARCH }],
  [/\be5\b/, { query: 'query: ', passage: 'passage: ' }],
  [/\bqwen3 embedding\b/, { query: WEB_SEARCH }],
  [/\bnomic embed\b/, { query: 'search_query: ', passage: 'search_document: ' }],
  [/\bembedding ?gemma\b/, { query: 'task: search result | query: ', passage: 'title: none | text: ' }],
  [/\barctic embed\b.*\bv2\b/, { query: 'query: ' }],
  [/\barctic embed\b/, { query: SEARCH_SENTENCE }],
  [/\bmxbai embed\b/, { query: SEARCH_SENTENCE }],
  [/\bbge\b.*\bzh\b/, { query: '为这个句子生成表示以用于检索相关文章：' }],
  [/\bbge\b.*\ben\b/, { query: SEARCH_SENTENCE }],
];

/** What should stand before texts for a model of these names; nothing for one that is not known. */
export function guessPrompts(names: readonly string[]): EmbedPrompts {
  const words = names.map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' '));
  return FAMILIES.find(([family]) => words.some((name) => family.test(name)))?.[1] ?? {};
}
