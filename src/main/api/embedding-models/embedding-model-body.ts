import type { EmbeddingModelBody } from '../../../shared/api/embedding-models.ts';
import type { EmbeddingStatus } from '../../domain/embeddings/embedding-service.ts';

/** The embedding model in use, without its key. */
export function toEmbeddingModelBody({ choice, state, progress }: EmbeddingStatus): EmbeddingModelBody {
  const model = 'model' in state ? state.model : undefined;
  const remote = choice.provider === 'openai' ? choice : undefined;
  return {
    provider: choice.provider,
    id: 'id' in choice ? choice.id : null,
    base_url: remote?.base_url ?? null,
    model: remote?.model ?? null,
    has_api_key: remote?.api_key !== undefined,
    query_prefix: model ? (model.prompts.query ?? '') : null,
    passage_prefix: model ? (model.prompts.passage ?? '') : null,
    dimensions: model?.dimensions ?? null,
    context_tokens: model?.contextTokens ?? null,
    state: state.state,
    progress,
    error: state.state === 'waiting' ? { code: state.error.code, message: state.error.message } : null,
    next_try_at: state.state === 'waiting' ? new Date(state.nextTryAtMs).toISOString() : null,
  };
}
