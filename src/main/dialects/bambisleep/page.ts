import { z } from 'zod';

/** The document has no pages; these are added. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** What the answer says about its page. */
export const pageOf = { total: z.int(), page: z.int(), limit: z.int() };
