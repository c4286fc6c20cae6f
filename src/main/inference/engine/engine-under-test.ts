import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomModel } from '../../../../tools/gguf/test-models.ts';
import { type GgufToWrite, writeGguf } from '../../../../tools/gguf/write-gguf.ts';
import type { ChosenToken, GenerateEvent, ToolCall } from '../llm.ts';
import { createEngineClient, type EngineClient } from './engine-client.ts';
import type { EngineLogger } from './engine-supervisor.ts';
import { forkEngine } from './fork-engine.ts';

export const ENGINE_ENTRY = fileURLToPath(new URL('../../engine.ts', import.meta.url));

/** A folder of model files that were made for one test run. */
export interface ModelFolder {
  directory: string;
  write(name: string, model: GgufToWrite | Uint8Array): string;
  remove(): Promise<void>;
}

export function makeModelFolder(): ModelFolder {
  const directory = mkdtempSync(join(tmpdir(), 'tomo-models-'));
  return {
    directory,
    write(name, model) {
      const file = join(directory, `${name}.gguf`);
      if (model instanceof Uint8Array) writeFileSync(file, model);
      else writeGguf(file, model);
      return file;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A tiny model that answers with nonsense, but always with the same. */
export const tinyModel = () => randomModel({ contextTokens: 512 });

export function engineUnderTest(options: { silenceMs?: number; logger?: EngineLogger } = {}): EngineClient {
  const quiet: EngineLogger = { info() {}, warn() {}, error() {} };
  return createEngineClient({
    spawn: () => forkEngine(ENGINE_ENTRY, () => {}),
    logger: quiet,
    ...options,
  });
}

export async function collect(events: AsyncIterable<GenerateEvent>) {
  let text = '';
  let pieces = 0;
  const calls: ToolCall[] = [];
  const tokens: ChosenToken[] = [];
  let end: Extract<GenerateEvent, { type: 'end' }> | undefined;
  for await (const event of events) {
    if (event.type === 'end') end = event;
    else if (event.type === 'toolCall') calls.push(event.call);
    else {
      text += event.text;
      pieces += 1;
      tokens.push(...(event.tokens ?? []));
    }
  }
  return { text, pieces, calls, tokens, end };
}
