import { BYTE_ALPHABET, toByteAlphabet } from './byte-alphabet.ts';
import { bool, i32Array, type Metadata, TOKEN_TYPE, text, textArray, u32 } from './gguf-format.ts';

export type SpecialTokens = {
  /** Control tokens, in the order of their ids. */
  all: readonly string[];
  bos?: string;
  /** Ends an answer. */
  eos: string;
};

export type TestTokenizer = {
  tokens: string[];
  types: number[];
  merges: string[];
  special: SpecialTokens;
};

const LETTERS = [...'etaoinshrdlucmfwypvbgkjqxz'];

/**
 * A byte-level BPE tokenizer of exactly `size` tokens: the special tokens, the `extra` ones (no merge leads to them, so
 * only a model can utter them), the 256 bytes, then systematic merges: letter pairs, space + letter, pair + pair.
 * Throws RangeError when `size` is too small.
 */
export function makeTestTokenizer(
  size: number,
  special: SpecialTokens,
  extra: readonly string[] = [],
): TestTokenizer {
  const tokens = [...special.all, ...extra.map(toByteAlphabet), ...BYTE_ALPHABET];
  if (tokens.length > size)
    throw new RangeError(`a vocabulary of ${size} cannot hold ${tokens.length} tokens`);
  const merges: string[] = [];
  const known = new Set(tokens);
  for (const [left, right] of systematicMerges()) {
    if (tokens.length === size) break;
    if (known.has(left + right)) continue;
    merges.push(`${left} ${right}`);
    tokens.push(left + right);
  }
  const types: number[] = tokens.map((_, id) =>
    id < special.all.length ? TOKEN_TYPE.control : TOKEN_TYPE.normal,
  );
  while (tokens.length < size) {
    types.push(TOKEN_TYPE.unused);
    tokens.push(`<|unused_${tokens.length}|>`);
  }
  return { tokens, types, merges, special };
}

function* systematicMerges(): Generator<[string, string]> {
  const pairs = LETTERS.flatMap((a) => LETTERS.map((b): [string, string] => [a, b]));
  yield* pairs;
  for (const letter of LETTERS) yield ['Ġ', letter];
  const joined = pairs.map(([a, b]) => a + b);
  for (const a of joined) for (const b of joined) yield [a, b];
}

/** The tokenizer as GGUF metadata. */
export function tokenizerMetadata(tokenizer: TestTokenizer): Metadata {
  const { bos, eos } = tokenizer.special;
  return {
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('gpt-2'),
    'tokenizer.ggml.tokens': textArray(tokenizer.tokens),
    'tokenizer.ggml.token_type': i32Array(tokenizer.types),
    'tokenizer.ggml.merges': textArray(tokenizer.merges),
    'tokenizer.ggml.eos_token_id': u32(tokenizer.tokens.indexOf(eos)),
    ...(bos === undefined ? {} : { 'tokenizer.ggml.bos_token_id': u32(tokenizer.tokens.indexOf(bos)) }),
    'tokenizer.ggml.add_bos_token': bool(bos !== undefined),
  };
}
