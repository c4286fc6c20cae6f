import type { Kysely, Selectable, Updateable } from 'kysely';
import type { CharactersTable, Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import type { Character } from '../characters/character.ts';
import { ownRow, toCharacter } from '../characters/character-service.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { PublicationEnds } from './publication-ends.ts';
import { slugOf } from './slug.ts';

/** How many letters of the id make an address unique; more where those are taken. */
const UNIQUE_LETTERS = [6, 10, 26];

type Row = Selectable<CharactersTable>;
type Changes = Updateable<CharactersTable>;

/** Which characters everybody may visit, and at which address. */
export class PublicationService {
  readonly #db: Kysely<Schema>;
  readonly #ends: PublicationEnds;

  constructor(db: Kysely<Schema>, ends: PublicationEnds) {
    this.#db = db;
    this.#ends = ends;
  }

  /** Its address stays the same when it is published again. @throws DomainError `not_found`, `conflict` */
  async publish(principal: Principal, id: string): Promise<Character> {
    return await this.#change(principal, id, async (row, db) => {
      if (row.status === 'archived') throw archived(id);
      if (row.status === 'published') return null;
      const slug = row.slug ?? (await freeSlug(db, row));
      return { status: 'published', slug, published_at_ms: Date.now() };
    });
  }

  /** Shows its visitors out. @throws DomainError `not_found`, `conflict` */
  async unpublish(principal: Principal, id: string): Promise<Character> {
    return await this.#change(principal, id, (row) => {
      if (row.status === 'archived') throw archived(id);
      return row.status === 'draft' ? null : { status: 'draft', published_at_ms: null };
    });
  }

  /** Puts it away: nobody talks to it, nobody visits it, what was said stays. @throws DomainError `not_found` */
  async archive(principal: Principal, id: string): Promise<Character> {
    return await this.#change(principal, id, (row) =>
      row.status === 'archived' ? null : { status: 'archived', published_at_ms: null },
    );
  }

  /** As a draft. @throws DomainError `not_found` */
  async unarchive(principal: Principal, id: string): Promise<Character> {
    return await this.#change(principal, id, (row) =>
      row.status === 'archived' ? { status: 'draft' } : null,
    );
  }

  /** Shows the visitors of everything out that an account has. */
  async archiveAllOf(ownerId: string): Promise<void> {
    const rows = await this.#db
      .selectFrom('characters')
      .select('id')
      .where('owner_id', '=', ownerId)
      .execute();
    await this.#db
      .updateTable('characters')
      .set({ status: 'archived', published_at_ms: null })
      .where('owner_id', '=', ownerId)
      .execute();
    for (const { id } of rows) this.#ends.announce(id);
  }

  /**
   * A character that everybody may see.
   *
   * @param ref the last part of its address, or its id
   * @throws DomainError `not_found`, whether there is none or it is not public
   */
  async published(ref: string): Promise<Character & { publishedAtMs: number }> {
    const row = await this.#db
      .selectFrom('characters')
      .selectAll()
      .where((eb) => eb.or([eb('slug', '=', ref), eb('id', '=', ref)]))
      .where('status', '=', 'published')
      .executeTakeFirst();
    if (row === undefined || row.published_at_ms === null) throw notFound('character', ref);
    return { ...toCharacter(row), publishedAtMs: Number(row.published_at_ms) };
  }

  async #change(
    principal: Principal,
    id: string,
    decide: (row: Row, db: Kysely<Schema>) => Promise<Changes | null> | Changes | null,
  ): Promise<Character> {
    const [before, after] = await this.#db.transaction().execute(async (transaction) => {
      const row = await ownRow(transaction, principal, id);
      const changes = await decide(row, transaction);
      if (changes === null) return [row, row];
      const updatedAtMs = Math.max(Date.now(), Number(row.updated_at_ms) + 1);
      const next = { ...row, ...changes, updated_at_ms: updatedAtMs } as Row;
      await transaction.updateTable('characters').set(next).where('id', '=', id).execute();
      return [row, next];
    });
    if (before.status === 'published' && after.status !== 'published') this.#ends.announce(id);
    return toCharacter(after);
  }
}

async function freeSlug(db: Kysely<Schema>, row: Row): Promise<string> {
  const words = slugOf(row.name);
  for (const letters of UNIQUE_LETTERS) {
    const slug = `${words}-${row.id.slice(-letters)}`;
    const taken = await db.selectFrom('characters').select('id').where('slug', '=', slug).executeTakeFirst();
    if (taken === undefined) return slug;
  }
  throw new DomainError('conflict', 'No address is free for this character', { character_id: row.id });
}

function archived(id: string): DomainError {
  return new DomainError('conflict', 'The character is archived; unarchive it first', { character_id: id });
}
