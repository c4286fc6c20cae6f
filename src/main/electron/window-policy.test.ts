import { describe, expect, test } from 'vitest';
import { mayHavePermission, mayNavigate, mayOpenOutside, restartDelayMs } from './window-policy.ts';

const SERVER = 'http://127.0.0.1:8787';

describe('the desktop window', () => {
  test.each([
    ['http://127.0.0.1:8787/app/', true],
    ['http://127.0.0.1:8787/app/index.html?x=1#y', true],
    ['http://127.0.0.1:8787/v1/settings', false],
    ['http://127.0.0.1:8788/app/', false],
    ['http://localhost:8787/app/', false],
    ['https://example.org/app/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['not an address', false],
  ])('going to %s: %s', (target, allowed) => {
    expect(mayNavigate(target, SERVER)).toBe(allowed);
  });

  test('opens only https addresses outside', () => {
    expect(mayOpenOutside('https://example.org')).toBe(true);
    for (const target of ['http://example.org', 'file:///etc/passwd', 'smb://host/share', 'x']) {
      expect(mayOpenOutside(target)).toBe(false);
    }
  });

  test('gives the microphone to its own page and to no other, and nothing else', () => {
    expect(mayHavePermission('media', `${SERVER}/app/`, SERVER)).toBe(true);
    expect(mayHavePermission('media', 'https://example.org/', SERVER)).toBe(false);
    expect(mayHavePermission('geolocation', `${SERVER}/app/`, SERVER)).toBe(false);
  });

  test('starts a process again ever more slowly, and gives up when it keeps ending', () => {
    expect(restartDelayMs([1_000], 1_000)).toBe(250);
    expect(restartDelayMs([0, 1_000, 2_000], 2_000)).toBe(1_000);
    expect(restartDelayMs([0, 1, 2, 3, 4, 5], 10)).toBeNull();
    expect(restartDelayMs([0, 1, 2, 3, 4, 5], 100_000)).toBe(250);
  });
});
