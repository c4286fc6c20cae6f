import { basename, dirname, join } from 'node:path';
import {
  AutoModel,
  AutoTokenizer,
  env,
  LogLevel,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  Tensor,
} from '@huggingface/transformers';
import { embedOneByOne, type OneTextEmbedder } from '../embed-one-by-one.ts';
import { embeddingThreads } from '../embedding-threads.ts';
import type { Embedder, EmbedderInfo, Embeddings, EmbedRequest } from '../embeddings.ts';
import { EngineError } from '../engine-error.ts';
import { fileFingerprint } from '../file-fingerprint.ts';
import { unitVector } from '../unit-vector.ts';
import { type OnnxFolder, readOnnxFolder } from './onnx-folder.ts';
import { poolTokens } from './pool-tokens.ts';

/** For a model whose files do not say what it reads; and more than that takes memory with its square. */
const USUAL_CONTEXT_TOKENS = 512;
const LARGEST_CONTEXT_TOKENS = 2048;

/** Nothing is ever fetched, whatever a model's files ask for. */
env.allowRemoteModels = false;
env.useFSCache = false;
env.useBrowserCache = false;
env.useWasmCache = false;
env.logLevel = LogLevel.ERROR;
env.fetch = async () => {
  throw new Error('models are only read from this machine');
};

/** An ONNX model in this thread's memory. */
export class OnnxEmbedder implements Embedder, OneTextEmbedder<number> {
  readonly #folder: OnnxFolder;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #info: EmbedderInfo & { contextTokens: number };

  private constructor(
    folder: OnnxFolder,
    parts: { tokenizer: PreTrainedTokenizer; model: PreTrainedModel },
    info: EmbedderInfo & { contextTokens: number },
  ) {
    this.#folder = folder;
    this.#tokenizer = parts.tokenizer;
    this.#model = parts.model;
    this.#info = info;
  }

  /** @throws EngineError `model_missing` or `model_invalid` */
  static async load(path: string): Promise<OnnxEmbedder> {
    const folder = await readOnnxFolder(path);
    let model: PreTrainedModel | undefined;
    try {
      env.localModelPath = dirname(path);
      const name = basename(path);
      const { subfolder, dtype, weightsFile } = folder;
      const local = { local_files_only: true };
      const tokenizer = await AutoTokenizer.from_pretrained(name, local);
      model = await AutoModel.from_pretrained(name, {
        ...local,
        subfolder,
        dtype,
        device: 'cpu',
        session_options: {
          intraOpNumThreads: embeddingThreads(),
          // Threads that wait for the next text would keep the cores busy.
          extra: { session: { intra_op: { allow_spinning: '0' } } },
        },
      });
      const id = await fileFingerprint([weightsFile, join(path, 'tokenizer.json')]);
      const contextTokens = Math.min(folder.contextTokens ?? USUAL_CONTEXT_TOKENS, LARGEST_CONTEXT_TOKENS);
      const info = { id: `onnx:${id}`, name, contextTokens, prompts: folder.prompts, dimensions: 0 };
      const loaded = new OnnxEmbedder(folder, { tokenizer, model }, info);
      // Shows how long the vectors are, and whether the weights are numbers at all.
      info.dimensions = (await loaded.vectorOf(loaded.tokenize('Hello'))).length;
      return loaded;
    } catch (error) {
      await model?.dispose().catch(() => {});
      throw loadError(error, path);
    }
  }

  async info(): Promise<EmbedderInfo> {
    return this.#info;
  }

  embed(request: EmbedRequest, signal?: AbortSignal): Promise<Embeddings> {
    return embedOneByOne(this, request, signal);
  }

  async dispose(): Promise<void> {
    await this.#model.dispose();
  }

  get contextTokens(): number {
    return this.#info.contextTokens;
  }

  tokenize(text: string): number[] {
    return this.#tokenizer.encode(text);
  }

  /** A text that is too long loses its end, but not the token that marks the end. */
  cut(ids: readonly number[]): number[] {
    return [...ids.slice(0, this.contextTokens - 1), ...ids.slice(-1)];
  }

  async vectorOf(ids: readonly number[]): Promise<Float32Array> {
    const shape = [1, ids.length];
    const outputs = (await this.#model({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    })) as Record<string, Tensor | undefined>;
    const tokens = outputs.last_hidden_state ?? outputs.token_embeddings;
    const width = tokens?.dims.at(-1);
    if (!tokens || !width || tokens.dims.length !== 3 || tokens.dims[1] !== ids.length) {
      throw new Error('it gives no vector for each token');
    }
    return unitVector(poolTokens(tokens.data as Float32Array, width, this.#folder.pooling));
  }
}

function loadError(error: unknown, path: string): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const name = basename(path);
  const code = /failed to allocate|out of memory|bad_alloc/i.test(message)
    ? 'out_of_memory'
    : 'model_invalid';
  const words =
    code === 'out_of_memory'
      ? `${name} needs more memory than there is.`
      : `${name} cannot be loaded: ${plain(message, path)}.`;
  return new EngineError(code, words, { cause: error });
}

/** The first line, without directories of this machine. */
function plain(message: string, path: string): string {
  const line = message.split('\n')[0] ?? '';
  return line
    .replaceAll(path, basename(path))
    .replaceAll(dirname(path), '')
    .slice(0, 300)
    .replace(/[.\s]+$/, '');
}
