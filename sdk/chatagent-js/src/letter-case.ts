/** What is in these is the caller's own, down to its letters. */
const FREE = new Set(['context', 'metadata', 'filters', 'details']);

/** `{ bot_id: 1 }` becomes `{ botId: 1 }`, all the way down. */
export function toCamel(value: unknown): unknown {
  return renamed(value, (key) => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
}

/** `{ botId: 1 }` becomes `{ bot_id: 1 }`, all the way down. */
export function toSnake(value: unknown): unknown {
  return renamed(value, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function renamed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [rename(key), FREE.has(key) ? item : renamed(item, rename)]),
  );
}
