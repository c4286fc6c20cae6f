import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { EmbedPrompts } from '../embeddings.ts';
import { EngineError } from '../engine-error.ts';

export type Pooling = 'mean' | 'cls' | 'max' | 'last';

/** What the files beside the weights say of an ONNX embedding model. */
export interface OnnxFolder {
  /** Where the weights are: `onnx`, or the folder itself. */
  subfolder: string;
  /** transformers.js's name of how the weights are stored. */
  dtype: 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4';
  weightsFile: string;
  pooling: Pooling;
  /** Undefined where no file says. */
  contextTokens: number | undefined;
  prompts: EmbedPrompts;
}

/** The best first; the name of the file in both layouts that are in use. */
const WEIGHTS = [
  ['model.onnx', 'fp32'],
  ['model_fp16.onnx', 'fp16'],
  ['model_quantized.onnx', 'q8'],
  ['model_int8.onnx', 'int8'],
  ['model_uint8.onnx', 'uint8'],
  ['model_q4.onnx', 'q4'],
] as const;
const POOLINGS = [
  ['pooling_mode_cls_token', 'cls'],
  ['pooling_mode_mean_tokens', 'mean'],
  ['pooling_mode_max_tokens', 'max'],
  ['pooling_mode_lasttoken', 'last'],
] as const;
/** Modules whose work is done here: the pooling and the length of 1. */
const KNOWN_MODULES = /\.(Transformer|Pooling|Normalize)$/;
const LARGEST_SETTINGS_BYTES = 1024 * 1024;

type Settings = Record<string, unknown>;

/**
 * Reads a folder as sentence-transformers lay it out, which is also how models for transformers.js are published.
 * @throws EngineError `model_missing` or `model_invalid`, naming the folder without its directory
 */
export async function readOnnxFolder(folder: string): Promise<OnnxFolder> {
  const name = basename(folder);
  if (!(await isDirectory(folder)))
    throw new EngineError('model_missing', `There is no model folder ${name}.`);
  const weights = await findWeights(folder);
  if (!weights) throw invalid(name, 'has no model.onnx, neither in it nor in its folder onnx');
  const config = await settingsOf(folder, 'config.json');
  if (!config) throw invalid(name, 'has no config.json');
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) {
    if (!(await settingsOf(folder, file, Number.POSITIVE_INFINITY))) throw invalid(name, `has no ${file}`);
  }
  await requireKnownModules(folder, name);
  return {
    ...weights,
    pooling: await poolingOf(folder, name),
    contextTokens: await contextOf(folder, config),
    prompts: promptsIn((await settingsOf(folder, 'config_sentence_transformers.json'))?.prompts),
  };
}

async function findWeights(folder: string) {
  for (const subfolder of ['onnx', '']) {
    for (const [file, dtype] of WEIGHTS) {
      const weightsFile = join(folder, subfolder, file);
      if ((await stat(weightsFile).catch(() => null))?.isFile()) return { subfolder, dtype, weightsFile };
    }
  }
  return undefined;
}

/** A layer after the pooling, which some models have, is not in the ONNX file and would be missing from the vectors. */
async function requireKnownModules(folder: string, name: string): Promise<void> {
  const modules = await settingsOf(folder, 'modules.json');
  if (!Array.isArray(modules)) return;
  const types = modules.map((module: Settings | null) => String(module?.type ?? ''));
  const unknown = types.find((type) => !KNOWN_MODULES.test(type));
  if (unknown !== undefined) {
    throw invalid(name, `needs a part that cannot be computed here: ${unknown.split('.').at(-1)}`);
  }
}

async function poolingOf(folder: string, name: string): Promise<Pooling> {
  const settings = await settingsOf(folder, '1_Pooling/config.json');
  if (!settings) return 'mean';
  const chosen = Object.keys(settings).filter(
    (key) => key.startsWith('pooling_mode_') && settings[key] === true,
  );
  const known = POOLINGS.find(([key]) => key === chosen[0]);
  if (chosen.length === 1 && known) return known[1];
  throw invalid(name, `pools in a way that is not known here: ${chosen.join(' and ') || 'none'}`);
}

/** The smallest of what the files say. Positions of RoBERTa begin after that of its padding token. */
async function contextOf(folder: string, config: Settings): Promise<number | undefined> {
  const positions = Number(config.max_position_embeddings ?? Number.NaN);
  const shifted = /roberta|camembert|mpnet/i.test(String(config.model_type)) ? 2 : 0;
  const limits = [
    positions - shifted,
    Number((await settingsOf(folder, 'sentence_bert_config.json'))?.max_seq_length ?? Number.NaN),
    Number((await settingsOf(folder, 'tokenizer_config.json'))?.model_max_length ?? Number.NaN),
  ].filter((limit) => Number.isFinite(limit) && limit > 2);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Models call the beginning of what is found by several names. */
function promptsIn(prompts: unknown): EmbedPrompts {
  const all = (typeof prompts === 'object' && prompts !== null ? prompts : {}) as Settings;
  const text = (...names: string[]) =>
    names.map((key) => all[key]).find((value) => typeof value === 'string');
  const [query, passage] = [text('query'), text('passage', 'document')];
  return { ...(query !== undefined && { query }), ...(passage !== undefined && { passage }) } as EmbedPrompts;
}

/** Undefined where there is no such file. */
async function settingsOf(
  folder: string,
  file: string,
  largestBytes = LARGEST_SETTINGS_BYTES,
): Promise<Settings | undefined> {
  const path = join(folder, file);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return undefined;
  if (found.size > largestBytes) throw invalid(basename(folder), `has a ${file} that is too large`);
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Settings;
  } catch {
    // Said below.
  }
  throw invalid(basename(folder), `has a damaged ${file}`);
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

function invalid(name: string, what: string): EngineError {
  return new EngineError('model_invalid', `${name} ${what}.`);
}
