import type { LanguageModel } from '../../inference/llm.ts';
import type { ModelService } from '../models/model-service.ts';
import { canReadMemories } from './extract/with-model.ts';

/** Lends the model in use to `work`; null without it where that model is not loaded, or too small to read. */
export type WithReadingModel = <T>(work: (model: LanguageModel) => Promise<T>) => Promise<T | null>;

export function withReadingModel(models: Pick<ModelService, 'state' | 'use'>): WithReadingModel {
  return async (work) => {
    const state = await models.state();
    return state.state === 'ready' && canReadMemories(state.info) ? await models.use(work) : null;
  };
}
