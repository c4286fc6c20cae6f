import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import { plainBlocks } from '../read/formats/plain.ts';
import type { ReadDocument } from '../read/passage.ts';
import { byCharacters, type PassageCut } from '../read/passage-measure.ts';
import { splitPassages } from '../read/split-passages.ts';

/**
 * A text that was written into its base, as passages with its title above them; no file is read.
 *
 * @param cut how long these are; null where Tomo decides
 * @returns null for a document that was uploaded
 */
export async function readItem(
  db: Kysely<Schema>,
  documentId: string,
  cut: PassageCut | null,
): Promise<ReadDocument | null> {
  const item = await db
    .selectFrom('knowledge_items')
    .select(['title', 'content'])
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  if (item === undefined) return null;
  const heading = { kind: 'heading', text: item.title, level: 1, page: null } as const;
  const blocks = [heading, ...plainBlocks(item.content)];
  return {
    title: item.title,
    mediaType: 'text/plain',
    pages: null,
    passages: splitPassages(blocks, cut === null ? undefined : byCharacters(cut)),
    warnings: [],
  };
}
