import { createEspeakThread, runEspeakThread } from './espeak/espeak-thread.ts';
import type { SpeechSynthesizer } from './tts.ts';

/** The providers that run inside the engine; nothing else names them. */
export { LanguageModelStore } from './llama/language-model-store.ts';

/** @param entry the engine's entry file; it runs once more, as the voice's thread */
export function createSpeechProvider(entry: string): SpeechSynthesizer {
  return createEspeakThread(entry);
}

/** Runs what `createSpeechProvider` started, in its thread. */
export function runSpeechThread(): void {
  runEspeakThread();
}
