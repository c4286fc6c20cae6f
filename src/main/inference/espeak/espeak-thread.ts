import { parentPort, Worker } from 'node:worker_threads';
import type { FromHost, ToHost } from '../engine/engine-protocol.ts';
import { RpcCaller } from '../engine/rpc-caller.ts';
import { serveRpc } from '../engine/rpc-host.ts';
import { EngineError } from '../engine-error.ts';
import type { SpeechSynthesizer } from '../tts.ts';
import { createEspeakSynthesizer } from './espeak-synthesizer.ts';

/**
 * espeak-ng in a thread of its own: it computes without pause, and tokens must not wait for it.
 * @param entry the file that the thread runs; it calls `runEspeakThread`
 */
export function createEspeakThread(entry: string): SpeechSynthesizer {
  let running: { worker: Worker; rpc: RpcCaller } | undefined;
  const start = () => {
    const worker = new Worker(entry);
    const rpc = new RpcCaller((message) => worker.postMessage(message));
    const started = { worker, rpc };
    worker.on('message', (message: FromHost) => rpc.receive(message));
    const end = () => {
      if (running === started) running = undefined;
      rpc.fail(
        new EngineError(
          'engine_crashed',
          'The voice stopped unexpectedly. It starts again when it is needed.',
        ),
      );
    };
    worker.on('error', end);
    worker.on('exit', end);
    running = started;
    return started;
  };
  const rpc = () => (running ?? start()).rpc;
  return {
    voices: async (signal) => rpc().call('speech.voices', {}, signal),
    synthesize: async (request, signal) => rpc().call('speech.synthesize', { request }, signal),
    async dispose() {
      await running?.worker.terminate();
    },
  };
}

/** What the thread does: answers its parent's calls. */
export function runEspeakThread(): void {
  const port = parentPort;
  if (!port) throw new Error('The voice runs in a thread of the engine.');
  const espeak = createEspeakSynthesizer();
  serveRpc(
    {
      postMessage: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (message: ToHost) => listener(message)),
      onClose: (listener) => port.once('close', listener),
    },
    {
      'speech.voices': (_params, signal) => espeak.voices(signal),
      'speech.synthesize': ({ request }, signal) => espeak.synthesize(request, signal),
    },
    {},
  );
}
