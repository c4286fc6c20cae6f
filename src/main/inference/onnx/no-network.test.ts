import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { makeOnnxEmbedder, writeOnnxEmbedder } from '../../../../tools/embedding/onnx-embedder.ts';

const directory = mkdtempSync(join(tmpdir(), 'tomo-onnx-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('files that a folder may have and has not are not fetched from elsewhere', async () => {
  const fetched = vi.fn(async () => new Response('{}'));
  // Before the library is imported, which keeps the one that it finds then.
  vi.stubGlobal('fetch', fetched);
  const { OnnxEmbedder } = await import('./onnx-embedder.ts');
  const folder = join(directory, 'owner');
  writeOnnxEmbedder(folder, makeOnnxEmbedder());
  await (await OnnxEmbedder.load(folder)).dispose();
  expect(fetched).not.toHaveBeenCalled();

  const { env } = await import('@huggingface/transformers');
  await expect(env.fetch('https://example.org')).rejects.toThrow('only read from this machine');
});
