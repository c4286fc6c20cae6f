/** Servers that people call by a name, without an address. */
export const KNOWN_SERVERS: Readonly<Record<string, string>> = { openai: 'https://api.openai.com/v1' };
