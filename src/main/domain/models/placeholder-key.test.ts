import { expect, it } from 'vitest';
import { isPlaceholderKey } from './placeholder-key.ts';

it.each(['your_openai_api_key', 'YOUR-API-KEY', 'your_token', 'my_api_key', '<your key>', '', '  '])(
  'what documents write for a key is none: %s',
  (key) => {
    expect(isPlaceholderKey(key)).toBe(true);
  },
);

it.each(['sk-0123456789', 'yourkeystone-0123', 'key', 'ollama', 'sk-your_api_key'])(
  'a key is one: %s',
  (key) => {
    expect(isPlaceholderKey(key)).toBe(false);
  },
);
