import { z } from 'zod';

/** What the server process tells the shell. */
export const fromServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), url: z.url(), token: z.string().min(1) }),
  /** It wants an engine; the line to it comes back with `engine`. */
  z.object({ type: z.literal('start-engine'), id: z.number().int() }),
  z.object({ type: z.literal('stop-engine'), id: z.number().int() }),
  /** It cannot run; the message is for the person in front of the screen. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type FromServer = z.infer<typeof fromServer>;

/** What the shell tells the server process; `engine` comes with a port. */
export type ToServer = { type: 'start'; argv: string[] } | { type: 'engine'; id: number } | { type: 'stop' };
