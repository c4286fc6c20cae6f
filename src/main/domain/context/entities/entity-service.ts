import type { Kysely } from 'kysely';
import { newId } from '../../../storage/ids.ts';
import type { Schema } from '../../../storage/schema.ts';
import { notFound } from '../../domain-error.ts';
import { type ContextPlace, idInPlace, placeColumns } from '../context-place.ts';
import { MENTIONS_MAX, pruneMentions } from '../mention-rows.ts';
import { foldWord, type Gender, type Mention, type MentionKind } from '../read/mention.ts';
import type { TextReader } from '../read/text-reader.ts';
import { type Entity, entitiesOf } from './entity.ts';

export interface NewEntity {
  kind: MentionKind;
  name: string;
  gender?: Gender | null | undefined;
  relation?: string | null | undefined;
  details?: Record<string, unknown> | undefined;
  confidence?: number | undefined;
}

interface EntityServiceDependencies {
  db: Kysely<Schema>;
  reader: TextReader;
  forget(): void;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** People, places, organisations, dates, amounts and things that somebody named to a character. */
export class EntityService {
  readonly #deps: EntityServiceDependencies;
  readonly #now: () => number;

  constructor(deps: EntityServiceDependencies) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
  }

  /** The one that was named last first. */
  async list(place: ContextPlace): Promise<Entity[]> {
    const rows = await this.#deps.db
      .selectFrom('entity_mentions')
      .selectAll()
      .where((eb) => eb.and(placeColumns(place)))
      .orderBy('mentioned_at_ms', 'desc')
      .limit(MENTIONS_MAX)
      .execute();
    return entitiesOf(rows.toReversed());
  }

  /** Names somebody or something; once more where it is known. */
  async add(place: ContextPlace, entity: NewEntity): Promise<Entity> {
    const gender =
      entity.gender === undefined && entity.kind === 'person'
        ? await this.#genderOf(entity.name)
        : entity.gender;
    const row = {
      id: newId('ent'),
      entity_id: entityIdOf(place, entity.name),
      ...placeColumns(place),
      kind: entity.kind,
      name: entity.name,
      gender: gender ?? null,
      relation: entity.relation ?? null,
      details_json: JSON.stringify(entity.details ?? {}),
      confidence: entity.confidence ?? 1,
      mentioned_at_ms: this.#now(),
      message_id: null,
    };
    await this.#deps.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('entity_mentions').values(row).execute();
      await pruneMentions(transaction, 'entity_mentions', place);
    });
    const found = (await this.list(place)).find(({ id }) => id === row.entity_id);
    if (found === undefined) throw notFound('entity', row.entity_id);
    return found;
  }

  /** @throws DomainError `not_found` */
  async remove(place: ContextPlace, entityId: string): Promise<void> {
    const { numDeletedRows } = await this.#deps.db
      .deleteFrom('entity_mentions')
      .where('entity_id', '=', entityId)
      .where((eb) => eb.and(placeColumns(place)))
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw notFound('entity', entityId);
    this.#deps.forget();
  }

  /** What a name tells of it; a reader that fails only knows nothing. */
  async #genderOf(name: string): Promise<Gender | null> {
    const read = await this.#deps.reader.read(`I met ${name}.`, this.#now(), 'en').catch(() => null);
    return read?.mentions.find(({ kind }) => kind === 'person')?.gender ?? null;
  }
}

/** A mention as the table has it. @param known what was named before, for the same people by shorter names */
export function entityRow(
  place: ContextPlace,
  mention: Mention,
  known: readonly Entity[],
  saidAtMs: number,
  messageId: string,
) {
  const same = mention.kind === 'person' ? samePerson(mention.name, known) : undefined;
  return {
    id: newId('ent'),
    entity_id: same?.id ?? entityIdOf(place, mention.value ?? mention.name),
    ...placeColumns(place),
    kind: mention.kind,
    name: mention.name,
    gender: mention.gender,
    relation: mention.relation,
    details_json: JSON.stringify({
      ...(mention.value === null ? {} : { value: mention.value }),
      ...(mention.isAnimal ? { animal: true } : {}),
    }),
    confidence: mention.kind === 'thing' ? 0.6 : 0.85,
    mentioned_at_ms: saidAtMs,
    message_id: messageId,
  };
}

/** `Tom` is Tom Baker where only one Tom is known. */
function samePerson(name: string, known: readonly Entity[]): Entity | undefined {
  const words = foldWord(name).split(' ');
  const fits = known.filter((entity) => {
    if (entity.kind !== 'person') return false;
    const others = foldWord(entity.name).split(' ');
    return words.length === 1
      ? others.includes(words[0] ?? '')
      : others.length === 1 && words.includes(others[0] ?? '');
  });
  return fits.length === 1 ? fits[0] : undefined;
}

function entityIdOf(place: ContextPlace, name: string): string {
  return idInPlace('ent', place, foldWord(name).replace(/\s+/g, ' '));
}
