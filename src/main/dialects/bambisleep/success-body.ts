import { z } from 'zod';

/** What the platform says where there is nothing else to say. */
export const success = z.object({ success: z.literal(true), message: z.string() });

export const timestamp = z.iso.datetime();

export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
