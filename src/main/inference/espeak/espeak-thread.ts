import { EngineThread, serveThread } from '../engine/engine-thread.ts';
import type { SpeechSynthesizer } from '../tts.ts';
import { createEspeakSynthesizer } from './espeak-synthesizer.ts';

/**
 * espeak-ng in a thread of its own.
 * @param entry the file that the thread runs; it calls `runEspeakThread`
 */
export function createEspeakThread(entry: string): SpeechSynthesizer {
  const thread = new EngineThread(
    entry,
    'speech',
    'The voice stopped unexpectedly. It starts again when it is needed.',
  );
  return {
    voices: async (signal) => thread.call('speech.voices', {}, signal),
    synthesize: async (request, signal) => thread.call('speech.synthesize', { request }, signal),
    dispose: () => thread.end(),
  };
}

/** What the thread does: answers its parent's calls. */
export function runEspeakThread(): void {
  const espeak = createEspeakSynthesizer();
  serveThread({
    'speech.voices': (_params, signal) => espeak.voices(signal),
    'speech.synthesize': ({ request }, signal) => espeak.synthesize(request, signal),
  });
}
