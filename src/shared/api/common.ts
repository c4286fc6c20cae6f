import { z } from 'zod';

/** The shape of every error of the native API. */
export const errorBody = z
  .object({
    error: z.object({
      code: z.string().describe('What went wrong, for programs'),
      message: z.string().describe('What went wrong and what would be right, for people'),
      details: z.record(z.string(), z.unknown()),
    }),
  })
  .describe('Error');

export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** For whoever sees more than their own things. */
export const onlyMine = z
  .literal('me')
  .optional()
  .describe("`me`: only my own. The installation's owner sees everybody's without it");

export const pagination = z.object({
  page: z.number().int(),
  limit: z.number().int(),
  total: z.number().int(),
  pages: z.number().int(),
});

/** Things that a request named and that do not exist (yet); Tomo uses its default for them. */
export const warnings = z.array(z.string()).optional();

export const id = z.string().min(1).max(128);
export const timestamp = z.string().describe('ISO 8601, UTC');
