import { expect, vi } from 'vitest';
import type { ChatagentCaller } from './chatagent.ts';
import type { Answer } from './start-tomo.ts';

const WAIT_MS = 60_000;

export type FormPart = readonly [name: string, value: Blob | string, filename?: string];

/** @returns its id */
export async function newChatagentBase(caller: ChatagentCaller, draft: object): Promise<string> {
  const { status, body } = await caller.call('POST', '/knowledge/bases', draft);
  expect([status, body]).toEqual([201, body]);
  return body.id;
}

/** Sends a form with these parts in their order. */
export async function uploadParts(
  caller: ChatagentCaller,
  baseId: string,
  parts: readonly FormPart[],
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value, filename] of parts) {
    if (value instanceof Blob) form.append(name, value, filename);
    else form.append(name, value);
  }
  return await caller.call('POST', `/knowledge/bases/${baseId}/documents`, form);
}

/** @returns the document once it can be found */
export async function addChatagentDocument(
  caller: ChatagentCaller,
  baseId: string,
  { text, filename, metadata = {} }: { text: string; filename: string; metadata?: object },
) {
  const { body, status } = await uploadParts(caller, baseId, [
    ['file', new Blob([text]), filename],
    ['metadata', JSON.stringify(metadata)],
  ]);
  expect([status, body.base_id]).toEqual([201, baseId]);
  return await chatagentDocumentReady(caller, baseId, body.id);
}

/** The document, once it can be found. */
export async function chatagentDocumentReady(caller: ChatagentCaller, baseId: string, id: string) {
  const read = async () => {
    const { body } = await caller.call('GET', `/knowledge/bases/${baseId}/documents/${id}`);
    expect(body.status).toBe('ready');
    return body;
  };
  return await vi.waitFor(read, { timeout: WAIT_MS });
}
