import { type StatusBody, status } from '../../../shared/api/status.ts';
import { STARTER_ID } from '../../domain/models/model-library.ts';
import type { ModelChoice, ModelState } from '../../domain/models/model-service.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

export function registerStatus(app: NativeApp, { version, models, engineStatus }: NativeServices): void {
  app.get(
    '/status',
    {
      schema: {
        tags: ['System'],
        summary: 'What works',
        description: 'The version, the engine, and which language model answers.',
        response: { 200: status },
      },
    },
    async () => {
      const { state, restarts } = engineStatus();
      const model = toModelBody(await models.choice(), await models.state());
      return { version, engine: { state, restarts }, model };
    },
  );
}

function toModelBody(choice: ModelChoice, model: ModelState): StatusBody['model'] {
  const id = {
    starter: STARTER_ID,
    file: 'id' in choice ? choice.id : '',
    openai: 'model' in choice ? choice.model : '',
  };
  const info = model.state === 'ready' ? model.info : null;
  return {
    id: id[choice.provider],
    name: info?.name ?? id[choice.provider],
    starter: choice.provider === 'starter',
    state: model.state,
    backend: info?.backend ?? null,
    context_tokens: info?.contextTokens ?? null,
    error: model.state === 'failed' ? { code: model.error.code, message: model.error.message } : null,
  };
}
