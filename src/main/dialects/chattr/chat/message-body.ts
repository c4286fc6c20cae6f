import { z } from 'zod';

/** What every answer to a message says, over HTTP and the WebSocket. */

export const sessionId = z.string().min(1).max(200);
export const characterName = z.string().min(1).max(128);

export const timestamp = z.iso.datetime();

export const media = z.object({ audio_url: z.string() });

export const metadata = z.object({
  tokens_used: z.int(),
  response_time_ms: z.int(),
  /** Left out where the model does not tell how sure it was. */
  confidence: z.number().min(0).max(1).optional(),
});
