import { createEspeakSynthesizer } from './espeak/espeak-synthesizer.ts';
import type { SpeechSynthesizer } from './tts.ts';

/** The only place that names the providers that run inside the engine. */
export { LanguageModelStore } from './llama/language-model-store.ts';

export function createSpeechProvider(): SpeechSynthesizer {
  return createEspeakSynthesizer();
}
