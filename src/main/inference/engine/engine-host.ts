import { setTimeout as delay } from 'node:timers/promises';
import type { Embedder } from '../embeddings.ts';
import { openLlamaModels, openOnnxModels, openSpeech } from '../registry.ts';
import type { SpeechSynthesizer } from '../tts.ts';
import type { EmbedderRef, ModelRef } from './engine-protocol.ts';
import type { HostTransport } from './engine-transport.ts';
import { LoadQueue } from './load-queue.ts';
import { ModelShelf } from './model-shelf.ts';
import { serveRpc } from './rpc-host.ts';

/** The voice lets a model load first, but does not wait for one that nobody asks for. */
const VOICE_WARM_UP_AFTER_MS = 3000;

export interface EngineHostOptions {
  transport: HostTransport;
  /** The engine's entry file, for the thread that the voice runs in. */
  entry: string;
  /** Ends this process. */
  exit: () => void;
}

/** Runs the engine: owns everything native and answers calls until the other end goes away; then it ends itself. */
export function runEngineHost({ transport, entry, exit }: EngineHostOptions): void {
  const firstLoaded = Promise.withResolvers<void>();
  const speech = openSpeech(entry);
  const loading = new LoadQueue((file) => {
    transport.postMessage({ type: 'loading', file });
    if (file === null) firstLoaded.resolve();
  });
  const llama = openLlamaModels(loading, (devices) => transport.postMessage({ type: 'devices', devices }));
  const onnx = openOnnxModels(entry, loading);
  const models = new ModelShelf(async (ref: ModelRef) => (await llama).languageModel(ref));
  const embedders = new ModelShelf<EmbedderRef, Embedder>(async (ref) =>
    ref.kind === 'gguf' ? (await llama).embedder(ref) : (await onnx)(ref),
  );
  // Whoever calls gets the failure; until then it must not end the process.
  for (const opened of [llama, onnx, speech]) opened.catch(() => {});
  transport.onClose(exit);
  serveRpc(
    transport,
    {
      'devices.memory': async () => (await llama).gpuMemory(),
      'model.info': async ({ model }) => (await models.get(model)).info(),
      'model.countTokens': async ({ model, messages }) => (await models.get(model)).countTokens(messages),
      'model.release': async ({ model }) => {
        await models.release(model);
        return null;
      },
      'embedder.info': async ({ embedder }) => (await embedders.get(embedder)).info(),
      'embedder.embed': async ({ embedder, request }, signal) =>
        (await embedders.get(embedder)).embed(request, signal),
      'embedder.release': async ({ embedder }) => {
        await embedders.release(embedder);
        return null;
      },
      'speech.voices': async (_params, signal) => (await speech).voices(signal),
      'speech.synthesize': async ({ request }, signal) => (await speech).synthesize(request, signal),
    },
    {
      'model.generate': async function* ({ model, request }, signal) {
        yield* (await models.get(model)).generate(request, signal);
      },
    },
  );
  transport.postMessage({ type: 'ready' });
  void Promise.race([firstLoaded.promise, delay(VOICE_WARM_UP_AFTER_MS)]).then(() => warmUp(speech));
}

/** Half a second of compiling lies before the first words; whoever speaks first should not wait for it. */
async function warmUp(speech: Promise<SpeechSynthesizer>): Promise<void> {
  for (const text of ['Oh, really?', 'What would you like to do?', 'I am very happy to see you again.']) {
    await speech.then((voice) => voice.synthesize({ text })).catch(() => {});
  }
}
