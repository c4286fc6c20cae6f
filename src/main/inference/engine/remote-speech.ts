import type { SpeechSynthesizer } from '../tts.ts';
import { throwIfAborted } from './abort-error.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

/** The engine's voices, as the server sees them. The engine outlives this object, so `dispose` has nothing to free. */
export function createRemoteSpeech(supervisor: EngineSupervisor): SpeechSynthesizer {
  return {
    async voices(signal) {
      const { rpc } = await supervisor.running();
      return rpc.call('speech.voices', {}, signal);
    },
    async synthesize(request, signal) {
      throwIfAborted(signal);
      const { rpc } = await supervisor.running();
      return rpc.call('speech.synthesize', { request }, signal);
    },
    async dispose() {},
  };
}
