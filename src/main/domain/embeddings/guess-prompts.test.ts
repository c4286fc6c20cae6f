import { expect, test } from 'vitest';
import { guessPrompts } from './guess-prompts.ts';

test.each([
  ['multilingual-e5-small-q8_0.gguf', 'query: ', 'passage: '],
  ['intfloat/e5-base-v2', 'query: ', 'passage: '],
  ['multilingual-e5-large-instruct', /^Instruct: /, undefined],
  ['nomic-embed-text-v1.5.Q4_K_M.gguf', 'search_query: ', 'search_document: '],
  ['bge-small-en-v1.5', /^Represent this sentence/, undefined],
  ['bge-base-zh', /^为这个句子/, undefined],
  ['bge-m3', undefined, undefined],
  ['snowflake-arctic-embed-m-v2.0', 'query: ', undefined],
  ['embeddinggemma-300M-Q8_0.gguf', /^task: search result/, 'title: none | text: '],
  ['Qwen3-Embedding-0.6B-Q8_0.gguf', /^Instruct: /, undefined],
  ['all-MiniLM-L6-v2', undefined, undefined],
  ['something-like-the5-model', undefined, undefined],
])('%s is asked in the words that it was trained with', (name, query, passage) => {
  const prompts = guessPrompts([name]);
  if (query instanceof RegExp) expect(prompts.query).toMatch(query);
  else expect(prompts.query).toBe(query);
  expect(prompts.passage).toBe(passage);
});

test('the name in the file counts where the name of the file says nothing', () => {
  expect(guessPrompts(['model.gguf', 'E5 Small'])).toEqual({ query: 'query: ', passage: 'passage: ' });
});
