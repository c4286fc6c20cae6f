import { CHAT_FAMILIES, type ChatFamily, type ChatFamilyName } from './chat-families.ts';
import { type TensorTypeName, text } from './gguf-format.ts';
import { type LlamaShape, llamaMetadata, llamaTensors } from './llama-model.ts';
import { seededRandom } from './seeded-random.ts';
import { makeTestTokenizer, type TestTokenizer, tokenizerMetadata } from './test-tokenizer.ts';
import { randomWeights, type Step, talkerWeights } from './test-weights.ts';
import type { GgufToWrite } from './write-gguf.ts';

export type TestModelOptions = Partial<LlamaShape> & {
  family?: ChatFamilyName;
  type?: TensorTypeName;
  seed?: number;
};

/** About 0.5 million parameters: loads in milliseconds. */
const TINY_SHAPE: LlamaShape = {
  embedding: 64,
  feedForward: 128,
  layers: 2,
  heads: 4,
  kvHeads: 2,
  vocabulary: 2048,
  contextTokens: 2048,
  ropeTheta: 10_000,
  rmsNormEpsilon: 1e-5,
};

/** About 26 million parameters: slow enough to watch and to cancel. */
export const MEDIUM_MODEL = {
  type: 'q8_0',
  embedding: 512,
  feedForward: 1408,
  layers: 6,
  heads: 8,
  kvHeads: 4,
  vocabulary: 8192,
} satisfies TestModelOptions;

/**
 * A Llama-architecture model with seeded random weights: it loads and it answers nonsense.
 * Every part of the shape can be set, so speed and memory can be tested at any size.
 */
export function randomModel(options: TestModelOptions = {}): GgufToWrite {
  const { family, type, seed, shape } = complete(options);
  const tokenizer = makeTestTokenizer(shape.vocabulary, family.special);
  return assemble('Random weights', shape, tokenizer, family, type, randomWeights(seededRandom(seed)));
}

export type TalkerOptions = TestModelOptions & {
  /** What the model answers, whatever it is asked. */
  reply: string;
  /** Starts the reply again instead of ending: for tests of cancelling and token limits. */
  endless?: boolean;
  /** Says a control token first, which has no text. */
  silent?: boolean;
};

/** A reply for `endless`, long enough before it comes again that Tomo does not end it as an answer that goes in circles. */
export const ENDLESS_REPLY =
  ' and on it goes, up hills, down valleys, past quiet farms, through deep woods, across seven rivers, along sandy' +
  ' shores, under bright stars, beside tall cliffs, beyond old towns, around wide lakes, into narrow lanes,';

const SILENT_TOKEN = '<|silent|>';

/**
 * A model that gives the same answer to every prompt, at any sampling temperature up to 1: each token of the reply
 * names the next by its embedding, and every other token names the first. `[` and `]` in a reply are plain text.
 * Throws RangeError when the reply cannot be cut into pieces that all differ.
 */
export function talkerModel(options: TalkerOptions): GgufToWrite {
  const { family, type, seed, shape } = complete({ embedding: 256, feedForward: 256, ...options });
  const pieces = distinctPieces(options.reply);
  const { all, ...special } = family.special;
  const control = options.silent ? [...all, SILENT_TOKEN] : all;
  const tokenizer = makeTestTokenizer(shape.vocabulary, { ...special, all: control }, pieces);
  const ids = pieces.map((_, i) => control.length + i);
  if (options.silent) ids.unshift(all.length);
  const after = options.endless ? ids[0] : tokenizer.tokens.indexOf(special.eos);
  const steps = [...ids, after ?? 0].map((to, i): Step => (i === 0 ? { to } : { from: ids[i - 1], to }));
  const weights = talkerWeights(shape, steps, seededRandom(seed));
  return assemble('Talker', shape, tokenizer, family, type, weights);
}

/**
 * A model that first says to itself what it was asked about, with a control token whose name begins with `mark`: a
 * forest, or, about a third as likely, the sea. Of the forest it says `A fox.` or `A hare.`, which are equally likely;
 * of the sea, `A whale.`
 */
export function doubtfulModel(mark: string): GgufToWrite {
  const { family, type, seed, shape } = complete({ embedding: 256, feedForward: 256 });
  const { all, ...special } = family.special;
  const control = [...all, `${mark}forest|>`, `${mark}sea|>`];
  const tokenizer = makeTestTokenizer(shape.vocabulary, { ...special, all: control }, [
    'A fox.',
    'A hare.',
    'A whale.',
  ]);
  const [forest, sea] = [all.length, all.length + 1];
  const [fox, hare, whale] = [control.length, control.length + 1, control.length + 2];
  const end = tokenizer.tokens.indexOf(special.eos);
  const steps: Step[] = [
    { to: forest },
    { to: sea, gain: 0.99 },
    { from: forest, to: fox },
    { from: forest, to: hare },
    { from: sea, to: whale },
    ...[fox, hare, whale].map((from) => ({ from, to: end })),
  ];
  return assemble(
    'Doubtful',
    shape,
    tokenizer,
    family,
    type,
    talkerWeights(shape, steps, seededRandom(seed)),
  );
}

/** Cuts a text before its spaces, and joins a piece that was seen already with the one after it. */
export function distinctPieces(reply: string): string[] {
  const pieces: string[] = [];
  let open = '';
  for (const word of reply.split(/(?=\s)/)) {
    open += word;
    if (pieces.includes(open) || open.length < 2) continue;
    pieces.push(open);
    open = '';
  }
  if (open !== '') pieces.push(`${pieces.pop() ?? ''}${open}`);
  if (new Set(pieces).size !== pieces.length || reply === '') {
    throw new RangeError('the reply cannot be cut into distinct pieces');
  }
  return pieces;
}

function complete(options: TestModelOptions) {
  const { family = 'chatml', type = 'f16', seed = 1, ...shape } = options;
  const known = Object.keys(TINY_SHAPE) as (keyof LlamaShape)[];
  const given = Object.fromEntries(known.map((key) => [key, shape[key] ?? TINY_SHAPE[key]])) as LlamaShape;
  return { family: CHAT_FAMILIES[family] as ChatFamily, type, seed, shape: given };
}

function assemble(
  name: string,
  shape: LlamaShape,
  tokenizer: TestTokenizer,
  family: ChatFamily,
  type: TensorTypeName,
  source: Parameters<typeof llamaTensors>[2],
): GgufToWrite {
  return {
    metadata: {
      ...llamaMetadata(shape),
      'general.name': text(name),
      'general.license': text('CC0-1.0'),
      ...tokenizerMetadata(tokenizer),
      'tokenizer.chat_template': text(family.template),
    },
    tensors: llamaTensors(shape, type, source, { tied: false }),
  };
}
