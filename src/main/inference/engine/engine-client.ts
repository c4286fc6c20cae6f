import type { Embedder } from '../embeddings.ts';
import type { LanguageModel } from '../llm.ts';
import type { SpeechSynthesizer } from '../tts.ts';
import { CrashRecord } from './crash-record.ts';
import type { EmbedderRef, GpuMemory, ModelRef } from './engine-protocol.ts';
import { type EngineLogger, type EngineState, EngineSupervisor } from './engine-supervisor.ts';
import type { EngineTransport } from './engine-transport.ts';
import { RemoteEmbedder } from './remote-embedder.ts';
import { RemoteLanguageModel } from './remote-language-model.ts';
import { createRemoteSpeech } from './remote-speech.ts';

export interface EngineStatus {
  state: EngineState;
  pid: number | undefined;
  /** How often the process had to be started again. */
  restarts: number;
  /** `cpu`, `metal`, `cuda` or `vulkan`; undefined until a model has been loaded. */
  backend: string | undefined;
  gpuDevices: string[];
}

/** The server's side of the engine process. */
export interface EngineClient {
  /** A model file; nothing is read before its first use. Two for the same file share one copy in memory. */
  languageModel(model: ModelRef): LanguageModel;
  /** An embedding model, with the same promises. */
  embedder(embedder: EmbedderRef): Embedder;
  speech: SpeechSynthesizer;
  status(): EngineStatus;
  /** Null where no GPU is used, and while the engine is not running: it is not started for this. */
  gpuMemory(): Promise<GpuMemory | null>;
  /** Ends the process; open calls fail. May be called twice. */
  dispose(): Promise<void>;
}

export interface EngineClientOptions {
  /** Starts one engine process, e.g. `() => forkEngine(entry, onOutput)`. */
  spawn: () => EngineTransport;
  logger: EngineLogger;
  /** How long an engine with work to do may give no sign of life before it is replaced; 20 seconds. */
  silenceMs?: number;
}

const DEFAULT_SILENCE_MS = 20_000;

/** Makes a client that starts the engine when it is first needed and restarts it whenever it ends. */
export function createEngineClient({
  spawn,
  logger,
  silenceMs = DEFAULT_SILENCE_MS,
}: EngineClientOptions): EngineClient {
  const crashes = new CrashRecord();
  const supervisor = new EngineSupervisor({
    spawn,
    logger,
    silenceMs,
    onCrash: (file) => {
      if (file) crashes.crashed(file);
    },
  });
  const context = { supervisor, crashes, users: new Map<string, number>() };
  return {
    languageModel: (model) => new RemoteLanguageModel(model, context),
    embedder: (embedder) => new RemoteEmbedder(embedder, context),
    speech: createRemoteSpeech(supervisor),
    status: () => ({
      state: supervisor.state,
      pid: supervisor.life?.pid,
      restarts: supervisor.restarts,
      backend: supervisor.life?.devices?.backend,
      gpuDevices: supervisor.life?.devices?.gpuDevices ?? [],
    }),
    gpuMemory: async () => {
      if (supervisor.life === undefined) return null;
      const { rpc } = await supervisor.running();
      return await rpc.call('devices.memory', {});
    },
    dispose: async () => supervisor.dispose(),
  };
}
