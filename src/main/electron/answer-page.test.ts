import { expect, test } from 'vitest';
import { bridgeFor } from './answer-page.ts';

const bridge = { serverUrl: 'http://127.0.0.1:8787', token: 'secret', platform: 'linux' };

test('the key goes to the top frame of the app', () => {
  expect(bridgeFor({ url: 'http://127.0.0.1:8787/app/', isTopFrame: true }, bridge)).toEqual(bridge);
});

test.each([
  ['a stranger', { url: 'https://example.org/app/', isTopFrame: true }],
  ['another port', { url: 'http://127.0.0.1:9999/app/', isTopFrame: true }],
  ['a frame inside the app', { url: 'http://127.0.0.1:8787/app/', isTopFrame: false }],
  ['a page of the server that is not the app', { url: 'http://127.0.0.1:8787/docs', isTopFrame: true }],
  ['nobody', null],
])('the key does not go to %s', (_who, sender) => {
  expect(bridgeFor(sender, bridge)).toBeNull();
});
