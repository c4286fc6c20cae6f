import { createSpeechProvider, LanguageModelStore } from '../registry.ts';
import type { SpeechSynthesizer } from '../tts.ts';
import type { HostTransport } from './engine-transport.ts';
import { serveRpc } from './rpc-host.ts';

export interface EngineHostOptions {
  transport: HostTransport;
  /** The engine's entry file, for the thread that the voice runs in. */
  entry: string;
  /** Ends this process. */
  exit: () => void;
}

/** Runs the engine: owns everything native and answers calls until the other end goes away; then it ends itself. */
export function runEngineHost({ transport, entry, exit }: EngineHostOptions): void {
  const speech = createSpeechProvider(entry);
  const models = new LanguageModelStore({
    onDevices: (devices) => transport.postMessage({ type: 'devices', devices }),
    onLoading: (file) => transport.postMessage({ type: 'loading', file }),
  });
  transport.onClose(exit);
  serveRpc(
    transport,
    {
      'model.info': async ({ model }) => (await models.get(model)).info(),
      'model.countTokens': async ({ model, messages }) => (await models.get(model)).countTokens(messages),
      'model.release': async ({ model }) => {
        await models.release(model);
        return null;
      },
      'speech.voices': (_params, signal) => speech.voices(signal),
      'speech.synthesize': ({ request }, signal) => speech.synthesize(request, signal),
    },
    {
      'model.generate': async function* ({ model, request }, signal) {
        yield* (await models.get(model)).generate(request, signal);
      },
    },
  );
  transport.postMessage({ type: 'ready' });
  void warmUpVoice(speech);
}

/** Half a second of compiling lies before the first words; whoever speaks first should not wait for it. */
async function warmUpVoice(speech: SpeechSynthesizer): Promise<void> {
  for (const text of ['Oh, really?', 'What would you like to do?', 'I am very happy to see you again.']) {
    await speech.synthesize({ text }).catch(() => {});
  }
}
