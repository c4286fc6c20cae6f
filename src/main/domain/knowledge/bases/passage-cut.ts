import type { Selectable, Transaction } from 'kysely';
import type { KnowledgeBasesTable, Schema } from '../../../storage/schema.ts';
import { DomainError } from '../../domain-error.ts';
import type { PassageCut } from '../read/passage-measure.ts';

/** Shorter passages say nothing by themselves; longer ones are more than a prompt has room for. */
export const PASSAGE_CHARACTERS = { min: 100, max: 8_000 } as const;

type CutColumns = Pick<Selectable<KnowledgeBasesTable>, 'passage_characters' | 'overlap_characters'>;

/** How long the passages of a base are; null where Tomo decides. */
export function cutOf(row: CutColumns): PassageCut | null {
  const { passage_characters: sizeCharacters, overlap_characters: overlapCharacters } = row;
  return sizeCharacters === null ? null : { sizeCharacters, overlapCharacters: overlapCharacters ?? 0 };
}

/** @throws DomainError `invalid` where passages would be too short, too long, or mostly what others say too */
export function cutColumns(cut: PassageCut | null): CutColumns {
  if (cut === null) return { passage_characters: null, overlap_characters: null };
  const { sizeCharacters, overlapCharacters } = cut;
  const { min, max } = PASSAGE_CHARACTERS;
  if (sizeCharacters < min || sizeCharacters > max) {
    throw new DomainError('invalid', `A passage has from ${min} to ${max} characters`, {
      field: 'size',
      min,
      max,
    });
  }
  // With more, a large document would be kept many times over.
  const overlapMax = Math.floor(sizeCharacters / 2);
  if (overlapCharacters < 0 || overlapCharacters > overlapMax) {
    const problem = `Passages of ${sizeCharacters} characters overlap by at most ${overlapMax}`;
    throw new DomainError('invalid', problem, { field: 'overlap', max: overlapMax });
  }
  return { passage_characters: sizeCharacters, overlap_characters: overlapCharacters };
}

/** What failed may work now too. */
export async function readDocumentsAgain(db: Transaction<Schema>, baseId: string): Promise<void> {
  await db
    .updateTable('documents')
    .set({ status: 'processing', error_code: null, error_message: null })
    .set({ passage_count: null, indexed_count: 0, updated_at_ms: Date.now() })
    .where('knowledge_base_id', '=', baseId)
    .execute();
}
