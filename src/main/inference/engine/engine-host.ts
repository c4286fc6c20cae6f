import { createSpeechProvider, LanguageModelStore } from '../registry.ts';
import type { HostTransport } from './engine-transport.ts';
import { serveRpc } from './rpc-host.ts';

/** Runs the engine: owns everything native and answers calls until the other end goes away; then it ends itself. */
export function runEngineHost(transport: HostTransport, exit: () => void): void {
  const speech = createSpeechProvider();
  const models = new LanguageModelStore({
    onDevices: (devices) => transport.postMessage({ type: 'devices', devices }),
    onLoading: (file) => transport.postMessage({ type: 'loading', file }),
  });
  transport.onClose(exit);
  serveRpc(
    transport,
    {
      'model.info': async ({ model }, signal) => (await models.get(model, signal)).info(),
      'model.countTokens': async ({ model, messages }, signal) =>
        (await models.get(model, signal)).countTokens(messages),
      'model.release': async ({ model }) => {
        await models.release(model);
        return null;
      },
      'speech.voices': (_params, signal) => speech.voices(signal),
      'speech.synthesize': ({ request }, signal) => speech.synthesize(request, signal),
    },
    {
      'model.generate': async function* ({ model, request }, signal) {
        yield* (await models.get(model, signal)).generate(request, signal);
      },
    },
  );
  transport.postMessage({ type: 'ready' });
}
