import { z } from 'zod';

/** What every answer of this platform stands in. */

const LIMIT_MAX = 100;

export const timestamp = z.iso.datetime();

/** The shape of an answer with one thing. */
export function enveloped<Data extends z.ZodType>(data: Data) {
  return z.object({ status: z.literal('success'), message: z.string(), data });
}

/** The shape of an answer with one page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    status: z.literal('success'),
    data: z.array(item),
    pagination: z.object({ total: z.int(), pages: z.int(), page: z.int(), limit: z.int() }),
  });
}

/** What a list is asked with; pages count from 1. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(10),
});

export function success<Data>(data: Data, message = 'Operation successful') {
  return { status: 'success' as const, message, data };
}

/** @param total how many there are on all pages; an empty list has one page */
export function paged<Item>(
  data: Item[],
  { total, page, limit }: { total: number; page: number; limit: number },
) {
  const pages = Math.max(1, Math.ceil(total / limit));
  return { status: 'success' as const, data, pagination: { total, pages, page, limit } };
}
