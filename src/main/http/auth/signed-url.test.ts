import { expect, test } from 'vitest';
import { UrlSigner } from './signed-url.ts';

const PATH = '/v1/messages/msg_1/audio';
const SIX_HOURS_MS = 6 * 60 * 60 * 1000;
const signer = new UrlSigner(Buffer.alloc(32, 1));

function verify(signed: string, path: string, nowMs: number, by = signer): boolean {
  return by.verify(path, new URL(signed, 'http://localhost').searchParams, nowMs);
}

test('a signed address is good for six hours, and not a moment longer', () => {
  const signed = signer.sign(PATH, 1_000);
  expect(verify(signed, PATH, 1_000)).toBe(true);
  expect(verify(signed, PATH, 1_000 + SIX_HOURS_MS)).toBe(true);
  expect(verify(signed, PATH, 1_001 + SIX_HOURS_MS)).toBe(false);
});

test('a signature is good for its own path and its own installation only', () => {
  const signed = signer.sign(PATH, 1_000);
  expect(verify(signed, '/v1/messages/msg_2/audio', 1_000)).toBe(false);
  expect(verify(signed, PATH, 1_000, new UrlSigner(Buffer.alloc(32, 2)))).toBe(false);
});

test('a path has the same address for an hour, which is then good for five more, and a new one after that', () => {
  const path = '/v1/messages/msg_3/audio';
  const hourMs = SIX_HOURS_MS / 6;
  const signed = signer.sign(path, 1_000);
  expect(signer.sign(path, 999 + hourMs)).toBe(signed);
  expect(verify(signed, path, 1_000 + SIX_HOURS_MS)).toBe(true);
  const later = signer.sign(path, 1_000 + hourMs);
  expect(later).not.toBe(signed);
  expect(verify(later, path, 1_000 + SIX_HOURS_MS + hourMs)).toBe(true);
});
