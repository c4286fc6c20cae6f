import { z } from 'zod';

/** What an answer has taken from a document. */
export const citation = z.object({
  document_id: z.string(),
  filename: z.string(),
  page: z.number().int().nullable(),
  quote: z.string().describe("The document's own words"),
});
export type CitationBody = z.infer<typeof citation>;
