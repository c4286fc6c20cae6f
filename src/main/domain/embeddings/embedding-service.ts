import type { Embedder, Embeddings, EmbedRequest } from '../../inference/embeddings.ts';
import { DomainError, notFound } from '../domain-error.ts';
import { DEFAULT_MODEL } from '../models/named-models.ts';

/** Turns texts into vectors, by the name of an embedder. */
export class EmbeddingService {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  async names(): Promise<string[]> {
    return [(await this.#embedder.info()).id];
  }

  /** @throws DomainError `not_found`, `invalid` */
  async embed(name: string, request: EmbedRequest, signal: AbortSignal): Promise<Embeddings> {
    const { id, dimensions } = await this.#embedder.info();
    if (name !== DEFAULT_MODEL && name !== id) throw notFound('model', name);
    if ((request.dimensions ?? 0) > dimensions) {
      throw new DomainError('invalid', `This model has ${dimensions} dimensions; ask for as many or fewer`, {
        field: 'dimensions',
      });
    }
    return await this.#embedder.embed(request, signal);
  }
}
