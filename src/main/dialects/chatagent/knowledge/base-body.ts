import { z } from 'zod';
import type {
  KnowledgeBase,
  KnowledgeBaseDraft,
} from '../../../domain/knowledge/bases/knowledge-base-service.ts';
import { PASSAGE_CHARACTERS } from '../../../domain/knowledge/bases/passage-cut.ts';
import type { PassageCut } from '../../../domain/knowledge/read/passage-measure.ts';
import { offsetPage } from '../page.ts';

export const timestamp = z.iso.datetime();
const name = z.string().trim().min(1).max(200);
const description = z.string().max(2_000);
const METADATA_CHARACTERS_MAX = 16_384;
/** Free fields of whoever made a thing. */
export const metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= METADATA_CHARACTERS_MAX, {
    error: `at most ${METADATA_CHARACTERS_MAX} characters`,
  });
const kept = z.string().min(1).max(200).nullable();
const chunkSize = z.int().min(PASSAGE_CHARACTERS.min).max(PASSAGE_CHARACTERS.max).nullable();
const chunkOverlap = z.int().min(0).max(PASSAGE_CHARACTERS.max);

const settings = {
  description: description.optional(),
  vector_store_type: kept.optional().describe('Kept as it is; Tomo has one store'),
  embedding_model: kept.optional().describe('Kept as it is; the owner chooses the model in the settings'),
  chunk_size: chunkSize
    .optional()
    .describe('How many characters a piece of a document has at most; without it Tomo decides'),
  chunk_overlap: chunkOverlap
    .optional()
    .describe(
      'With how many characters of the piece before it a piece begins at most; up to half of chunk_size',
    ),
  metadata: metadata.optional(),
};
export const baseDraft = z.object({ name, ...settings });
export const baseChanges = z.object({ name: name.optional(), ...settings });

export const base = z.object({
  id: z.string(),
  user_id: z.string(),
  name: z.string(),
  description: z.string(),
  vector_store_type: z.string().nullable(),
  embedding_model: z.string().nullable(),
  chunk_size: z.int().nullable(),
  chunk_overlap: z.int().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  document_count: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
});
export const baseList = z.object({
  bases: z.array(base),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});
export const baseListQuery = offsetPage(20).extend({
  search: z.string().trim().min(1).max(200).optional().describe('In the name or the description'),
});

/** Size and overlap as in the document, where only one of them is given. */
const USUAL_SIZE = 1_000;
const USUAL_OVERLAP = 200;

/** @param before what the base is now, where it is changed */
export function toDraft(
  body: z.infer<typeof baseChanges>,
  before?: KnowledgeBase,
): Omit<KnowledgeBaseDraft, 'name'> {
  const { vector_store_type, embedding_model } = body;
  return {
    description: body.description,
    metadata: body.metadata,
    cut: toCut(body, before?.cut ?? null),
    said: {
      ...before?.said,
      ...(vector_store_type === undefined ? {} : { vector_store_type }),
      ...(embedding_model === undefined ? {} : { embedding_model }),
    },
  };
}

function toCut(
  { chunk_size: size, chunk_overlap: overlap }: z.infer<typeof baseChanges>,
  before: PassageCut | null,
): PassageCut | null | undefined {
  if (size === null) return null;
  if (size === undefined && overlap === undefined) return undefined;
  const sizeCharacters = size ?? before?.sizeCharacters ?? USUAL_SIZE;
  const usual = Math.min(USUAL_OVERLAP, Math.floor(sizeCharacters / 5));
  return { sizeCharacters, overlapCharacters: overlap ?? before?.overlapCharacters ?? usual };
}

export function toBaseBody(found: KnowledgeBase): z.infer<typeof base> {
  const { vector_store_type, embedding_model } = found.said;
  return {
    id: found.id,
    user_id: found.ownerId,
    name: found.name,
    description: found.description,
    vector_store_type: typeof vector_store_type === 'string' ? vector_store_type : null,
    embedding_model: typeof embedding_model === 'string' ? embedding_model : null,
    chunk_size: found.cut?.sizeCharacters ?? null,
    chunk_overlap: found.cut?.overlapCharacters ?? null,
    metadata: { ...found.metadata },
    document_count: found.documentCount,
    created_at: new Date(found.createdAtMs).toISOString(),
    updated_at: new Date(found.updatedAtMs).toISOString(),
  };
}
