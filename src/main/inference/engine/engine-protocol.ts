import type { EmbedderInfo, Embeddings, EmbedRequest } from '../embeddings.ts';
import type { EngineErrorCode } from '../engine-error.ts';
import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModelInfo } from '../llm.ts';
import type { Speech, SynthesizeRequest, Voice } from '../tts.ts';

/** `auto` takes the best device that works; `off` is the processor alone. */
export type GpuChoice = 'auto' | 'off';

/** Which model a call is for. It travels with every call, so that a restarted engine needs no memory of the last one. */
export interface ModelRef {
  file: string;
  gpu?: GpuChoice;
}

/** Which embedding model a call is for: a GGUF file, or a folder with an ONNX model in it. */
export interface EmbedderRef {
  kind: 'gguf' | 'onnx';
  path: string;
  gpu?: GpuChoice;
}

/** Memory of the GPUs in use, together. */
export interface GpuMemory {
  usedBytes: number;
  totalBytes: number;
}

/** Calls with one answer. */
export interface EngineCalls {
  'devices.memory': { params: Record<string, never>; result: GpuMemory | null };
  'model.info': { params: { model: ModelRef }; result: LanguageModelInfo };
  'model.countTokens': { params: { model: ModelRef; messages: readonly ChatTurn[] }; result: number };
  'model.release': { params: { model: ModelRef }; result: null };
  'embedder.info': { params: { embedder: EmbedderRef }; result: EmbedderInfo };
  'embedder.embed': { params: { embedder: EmbedderRef; request: EmbedRequest }; result: Embeddings };
  'embedder.release': { params: { embedder: EmbedderRef }; result: null };
  'speech.voices': { params: Record<string, never>; result: Voice[] };
  'speech.synthesize': { params: { request: SynthesizeRequest }; result: Speech };
}
export type EngineCallName = keyof EngineCalls;

/** Calls with a stream of events for an answer. */
export interface EngineStreams {
  'model.generate': { params: { model: ModelRef; request: GenerateRequest }; event: GenerateEvent };
}
export type EngineStreamName = keyof EngineStreams;

export interface EngineDevices {
  /** `cpu`, `metal`, `cuda` or `vulkan`. */
  backend: string;
  gpuDevices: string[];
}

export type ToHost =
  | { type: 'call'; id: number; method: EngineCallName | EngineStreamName; params: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'ping' };

export type FromHost =
  | { type: 'ready' }
  | { type: 'pong' }
  | { type: 'devices'; devices: EngineDevices }
  /** The file that native code is reading right now; null when it has come through. */
  | { type: 'loading'; file: string | null }
  | { type: 'events'; id: number; events: unknown[] }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; code: EngineErrorCode | 'aborted'; message: string };
