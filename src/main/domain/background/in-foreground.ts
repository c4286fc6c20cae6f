import type { LanguageModel } from '../../inference/llm.ts';
import type { Foreground } from './foreground.ts';

/** The same model, while whose answers are written background work steps aside; not for those that are such work. */
export function inForeground(model: LanguageModel, foreground: Foreground): LanguageModel {
  return {
    info: (signal) => model.info(signal),
    countTokens: (messages, signal) => model.countTokens(messages, signal),
    async *generate(request, signal) {
      const end = request.inBackground === true ? () => {} : foreground.begin();
      try {
        yield* model.generate(request, signal);
      } finally {
        end();
      }
    },
    dispose: () => model.dispose(),
  };
}
