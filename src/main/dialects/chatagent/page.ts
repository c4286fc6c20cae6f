import { z } from 'zod';

const OFFSET_MAX = 1_000_000_000;

/** The part of a list that is asked for. */
export function offsetPage(limit: number) {
  return z.object({
    limit: z.coerce.number().int().min(1).max(500).default(limit),
    offset: z.coerce.number().int().min(0).max(OFFSET_MAX).default(0),
  });
}
