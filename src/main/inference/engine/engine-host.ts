import { setTimeout as delay } from 'node:timers/promises';
import { openLanguageModelStore, openSpeech } from '../registry.ts';
import type { SpeechSynthesizer } from '../tts.ts';
import type { HostTransport } from './engine-transport.ts';
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
  const models = openLanguageModelStore({
    onDevices: (devices) => transport.postMessage({ type: 'devices', devices }),
    onLoading: (file) => {
      transport.postMessage({ type: 'loading', file });
      if (file === null) firstLoaded.resolve();
    },
  });
  // Whoever calls gets the failure; until then it must not end the process.
  models.catch(() => {});
  speech.catch(() => {});
  transport.onClose(exit);
  serveRpc(
    transport,
    {
      'model.info': async ({ model }) => (await (await models).get(model)).info(),
      'model.countTokens': async ({ model, messages }) =>
        (await (await models).get(model)).countTokens(messages),
      'model.release': async ({ model }) => {
        await (await models).release(model);
        return null;
      },
      'speech.voices': async (_params, signal) => (await speech).voices(signal),
      'speech.synthesize': async ({ request }, signal) => (await speech).synthesize(request, signal),
    },
    {
      'model.generate': async function* ({ model, request }, signal) {
        yield* (await (await models).get(model)).generate(request, signal);
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
