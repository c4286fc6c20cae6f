import type { LanguageModelStore, LanguageModelStoreEvents } from './llama/language-model-store.ts';
import type { SpeechSynthesizer } from './tts.ts';

/*
 * The providers that run inside the engine; nothing else names them. Each is imported when it is needed: llama.cpp's
 * bindings alone take half a second to import, and the voice's thread has no use for them.
 */

export async function openLanguageModelStore(events: LanguageModelStoreEvents): Promise<LanguageModelStore> {
  const { LanguageModelStore } = await import('./llama/language-model-store.ts');
  return new LanguageModelStore(events);
}

/** @param entry the engine's entry file; it runs once more, as the voice's thread */
export async function openSpeech(entry: string): Promise<SpeechSynthesizer> {
  const { createEspeakThread } = await import('./espeak/espeak-thread.ts');
  return createEspeakThread(entry);
}

/** Runs what `openSpeech` started, in its thread. */
export async function runSpeechThread(): Promise<void> {
  const { runEspeakThread } = await import('./espeak/espeak-thread.ts');
  runEspeakThread();
}
