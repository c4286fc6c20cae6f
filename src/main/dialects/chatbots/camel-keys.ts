declare module 'fastify' {
  interface FastifyContextConfig {
    /** The names in its body are the caller's own. */
    keepsKeys?: boolean;
  }
}

/**
 * A body or query with the names that the document's language would use: `system_prompt` becomes `systemPrompt` where
 * that is not there too. Only its own fields: what is inside them belongs to the caller.
 */
export function withCamelKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const named = value as Record<string, unknown>;
  const entries = Object.entries(named).map(([name, inner]): [string, unknown] => {
    const camel = name.replace(/(?<=[a-zA-Z0-9])_([a-z0-9])/g, (_match, letter: string) =>
      letter.toUpperCase(),
    );
    return Object.hasOwn(named, camel) ? [name, inner] : [camel, inner];
  });
  return Object.fromEntries(entries);
}
