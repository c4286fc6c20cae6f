import { z } from 'zod';

/** What an answer has taken from a document. */
export const citation = z.object({
  document_id: z.string(),
  knowledge_base_id: z.string(),
  filename: z.string(),
  page: z.number().int().nullable(),
  position: z.number().int().describe('Of the passage within the document, from 0'),
  quote: z.string().describe("The document's own words"),
});
export type CitationBody = z.infer<typeof citation>;
