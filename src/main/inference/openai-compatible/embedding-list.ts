import { EngineError } from '../engine-error.ts';

const MOST_DIMENSIONS = 16_384;

export interface EmbeddingList {
  /** In the order of the texts. */
  vectors: Float32Array[];
  dimensions: number;
  /** 0 where the server does not say. */
  tokens: number;
}

/**
 * Reads the answer of `POST /embeddings` and believes none of it.
 * @throws EngineError `remote_failed` unless it holds one vector for each of `count` texts, all of one size
 */
export function parseEmbeddings(body: string, count: number): EmbeddingList {
  const { data, usage } = (parsed(body) ?? {}) as { data?: unknown; usage?: { prompt_tokens?: unknown } };
  if (!Array.isArray(data)) throw unusable('no list of vectors');
  if (data.length !== count) throw unusable(`${data.length} vectors for ${count} texts`);
  const vectors: Float32Array[] = [];
  for (const [at, item] of data.entries()) {
    const { index = at, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown };
    const place = Number(index);
    if (!(place in data) || vectors[place] !== undefined) throw unusable('vectors in no order');
    vectors[place] = vectorOf(embedding);
  }
  const dimensions = vectors[0]?.length ?? 0;
  if (vectors.some(({ length }) => length !== dimensions)) throw unusable('vectors of several sizes');
  const tokens = usage?.prompt_tokens;
  return { vectors, dimensions, tokens: Number.isSafeInteger(tokens) ? (tokens as number) : 0 };
}

function vectorOf(embedding: unknown): Float32Array {
  if (!Array.isArray(embedding) || embedding.length === 0) throw unusable('a vector without numbers');
  if (embedding.length > MOST_DIMENSIONS) throw unusable(`a vector of ${embedding.length} dimensions`);
  const vector = new Float32Array(embedding.length);
  for (const [at, value] of embedding.entries()) {
    if (typeof value !== 'number' || !Number.isFinite(Math.fround(value)))
      throw unusable('a vector with gaps');
    vector[at] = value;
  }
  return vector;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unusable('something that is not JSON');
  }
}

function unusable(what: string): EngineError {
  return new EngineError('remote_failed', `The model server sent ${what}.`);
}
