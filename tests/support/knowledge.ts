import { expect, vi } from 'vitest';
import type { Answer, RunningTomo } from './start-tomo.ts';

const WAIT_MS = 60_000;

/** A new knowledge base. @returns its id */
export async function newKnowledgeBase(tomo: RunningTomo, name = 'Manuals'): Promise<string> {
  const { status, body } = await tomo.call('POST', '/v1/knowledge-bases', { name });
  expect(status).toBe(201);
  return body.id;
}

/** Sends a document as a form with its file, and its metadata if there are any. */
export async function uploadDocument(
  tomo: RunningTomo,
  baseId: string,
  { name, content, metadata }: { name: string; content: string | Uint8Array; metadata?: unknown },
): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name);
  if (metadata !== undefined) form.set('metadata', JSON.stringify(metadata));
  return await tomo.call('POST', `/v1/knowledge-bases/${baseId}/documents`, form);
}

/** Waits until a document is no longer being read. */
export async function documentEnded(tomo: RunningTomo, baseId: string, id: string) {
  const read = async () => {
    const { body } = await tomo.call('GET', `/v1/knowledge-bases/${baseId}/documents/${id}`);
    expect(body.status).not.toBe('processing');
    return body;
  };
  return await vi.waitFor(read, { timeout: WAIT_MS });
}

/** A document that can be found. @returns its id */
export async function addDocument(
  tomo: RunningTomo,
  baseId: string,
  document: { name: string; content: string | Uint8Array; metadata?: unknown },
): Promise<string> {
  const { status, body } = await uploadDocument(tomo, baseId, document);
  expect([200, 201]).toContain(status);
  expect(await documentEnded(tomo, baseId, body.id)).toMatchObject({ status: 'ready', error: null });
  return body.id;
}
