import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp';
import type { EngineDevices, GpuChoice } from '../engine/engine-protocol.ts';

export interface LlamaBackend {
  llama: Llama;
  devices: EngineDevices;
  /** What llama.cpp has complained about since `clear` was called; it explains a failed load. */
  complaints: { lines(): readonly string[]; clear(): void };
}

/** Devices that are the processor under another name, and many times slower than using it directly. */
const SOFTWARE_DEVICE = /llvmpipe|lavapipe|swiftshader|softpipe/i;
const KEPT_LINES = 50;

/** Opens llama.cpp with the best device that works, or with the processor when there is none. @throws when not even that works. */
export async function openLlamaBackend(gpu: GpuChoice): Promise<LlamaBackend> {
  const lines: string[] = [];
  const logger = (_level: LlamaLogLevel, message: string) => {
    lines.push(message.trim());
    if (lines.length > KEPT_LINES) lines.shift();
  };
  const options = {
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.warn,
    logger,
    // More threads than cores make llama.cpp's spinning barriers a hundred times slower.
    maxThreads: availableParallelism(),
  } as const;
  const complaints = { lines: () => lines, clear: () => void lines.splice(0) };
  if (gpu === 'auto' && mayHaveGpu()) {
    const llama = await getLlama({ ...options, gpu: 'auto' }).catch(() => undefined);
    const gpuDevices = llama?.gpu ? await llama.getGpuDeviceNames() : [];
    if (llama?.gpu && gpuDevices.some((name) => !SOFTWARE_DEVICE.test(name))) {
      return { llama, devices: { backend: llama.gpu, gpuDevices }, complaints };
    }
    await llama?.dispose();
  }
  const llama = await getLlama({ ...options, gpu: false });
  return { llama, devices: { backend: 'cpu', gpuDevices: [] }, complaints };
}

/** Looking for a GPU costs a second; on Linux the missing device files say at once that there is none. */
function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true;
  const cards = existsSync('/dev/dri') ? readdirSync('/dev/dri') : [];
  // WSL reaches the GPU through /dev/dxg.
  return (
    cards.some((name) => name.startsWith('renderD')) ||
    existsSync('/dev/nvidiactl') ||
    existsSync('/dev/dxg') ||
    existsSync('/dev/kfd')
  );
}
