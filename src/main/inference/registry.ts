import type { Embedder } from './embeddings.ts';
import type { EmbedderRef, EngineDevices } from './engine/engine-protocol.ts';
import type { EngineThreadName } from './engine/engine-thread.ts';
import type { LoadQueue } from './engine/load-queue.ts';
import type { LlamaModels } from './llama/llama-models.ts';
import type { SpeechSynthesizer } from './tts.ts';

/*
 * The providers that run inside the engine; nothing else names them. Each is imported when it is needed: llama.cpp's
 * bindings alone take half a second to import, and the voice's thread has no use for them.
 */

export async function openLlamaModels(
  loading: LoadQueue,
  onDevices: (devices: EngineDevices) => void,
): Promise<LlamaModels> {
  const { LlamaModels } = await import('./llama/llama-models.ts');
  return new LlamaModels(loading, onDevices);
}

/**
 * @param entry the engine's entry file; it runs once more, as the thread of these models
 * @returns what loads a folder with an ONNX model
 */
export async function openOnnxModels(
  entry: string,
  loading: LoadQueue,
): Promise<(ref: EmbedderRef) => Promise<Embedder>> {
  const { openOnnxThread } = await import('./onnx/onnx-thread.ts');
  return openOnnxThread(entry, loading);
}

/** @param entry the engine's entry file; it runs once more, as the voice's thread */
export async function openSpeech(entry: string): Promise<SpeechSynthesizer> {
  const { createEspeakThread } = await import('./espeak/espeak-thread.ts');
  return createEspeakThread(entry);
}

const THREADS = {
  speech: async () => (await import('./espeak/espeak-thread.ts')).runEspeakThread(),
  onnx: async () => (await import('./onnx/onnx-thread.ts')).runOnnxThread(),
} satisfies Record<EngineThreadName, () => Promise<void>>;

/** Runs what one of the above has started, in its thread. */
export async function runThread(name: EngineThreadName): Promise<void> {
  await THREADS[name]();
}
