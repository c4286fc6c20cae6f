import { type Kysely, type Selectable, sql } from 'kysely';
import { contains } from '../../storage/contains.ts';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { TriggersTable } from '../../storage/tables/people-tables.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Happenings } from '../events/happenings.ts';
import { checkDraft } from './check-draft.ts';
import { findPhrases } from './find-phrases.ts';
import { type SeenRow, seenBy, toSeen } from './seen-triggers.ts';
import { type SeenTrigger, TRIGGER_LIMITS, type Trigger, type TriggerDraft, toTrigger } from './trigger.ts';

interface TriggerServiceDependencies {
  db: Kysely<Schema>;
  happenings: Happenings;
  /** Makes deleted rows unreadable in the files too. */
  forget: () => void;
}

/** The triggers of all accounts: each has its own, and may switch on public ones of others. */
export class TriggerService {
  readonly #db: Kysely<Schema>;
  readonly #happenings: Happenings;
  readonly #forget: () => void;

  constructor({ db, happenings, forget }: TriggerServiceDependencies) {
    this.#db = db;
    this.#happenings = happenings;
    this.#forget = forget;
  }

  /** Its own first, then the public ones of others; the newest first. */
  async list(
    { userId }: Principal,
    options: PageRequest & { search?: string | undefined; mineOnly?: boolean | undefined },
  ): Promise<{ triggers: SeenTrigger[]; total: number }> {
    const { search, mineOnly } = options;
    let query = seenBy(this.#db, userId).where((eb) =>
      mineOnly === true
        ? eb('triggers.owner_id', '=', userId)
        : eb.or([eb('triggers.owner_id', '=', userId), eb('triggers.is_public', '=', 1)]),
    );
    if (search !== undefined) {
      query = query.where((eb) =>
        eb.or([contains('triggers.name', search), contains('triggers.description', search)]),
      );
    }
    const { rows, total } = await readPage(
      query
        .orderBy((eb) => eb.case().when('triggers.owner_id', '=', userId).then(0).else(1).end())
        .orderBy('triggers.created_at_ms', 'desc')
        .orderBy('triggers.id'),
      options,
    );
    return { triggers: rows.map((row) => toSeen(row, userId)), total };
  }

  /** @throws DomainError `not_found`, also for a private one of somebody else */
  async get(principal: Principal, id: string): Promise<SeenTrigger> {
    return toSeen(await this.#visible(principal, id), principal.userId);
  }

  /** @throws DomainError `invalid`, `conflict` */
  async create(principal: Principal, draft: TriggerDraft): Promise<SeenTrigger> {
    checkDraft(draft);
    const now = Date.now();
    const row: Selectable<TriggersTable> = {
      id: newId('trg'),
      owner_id: principal.userId,
      name: draft.name.trim(),
      description: draft.description?.trim() ?? '',
      content: draft.content.trim(),
      is_public: draft.isPublic === true ? 1 : 0,
      revision: 1,
      created_at_ms: now,
      updated_at_ms: now,
    };
    await this.#db.transaction().execute(async (transaction) => {
      const { count } = await transaction
        .selectFrom('triggers')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('owner_id', '=', principal.userId)
        .executeTakeFirstOrThrow();
      if (Number(count) >= TRIGGER_LIMITS.own) {
        throw new DomainError(
          'conflict',
          `An account has at most ${TRIGGER_LIMITS.own} triggers; delete one first`,
          {
            limit: TRIGGER_LIMITS.own,
          },
        );
      }
      await transaction.insertInto('triggers').values(row).execute();
    });
    const trigger = toTrigger(row);
    this.#happenings.tell({ type: 'trigger_created', userId: principal.userId, trigger });
    this.#tellShared(trigger);
    return await this.get(principal, row.id);
  }

  /** What is left out stays as it is. @throws DomainError `not_found`, `forbidden`, `invalid` */
  async update(principal: Principal, id: string, changes: Partial<TriggerDraft>): Promise<SeenTrigger> {
    const before = await this.#own(principal, id);
    const next = {
      name: changes.name?.trim() ?? before.name,
      description: changes.description?.trim() ?? before.description,
      content: changes.content?.trim() ?? before.content,
      isPublic: changes.isPublic ?? before.isPublic,
    };
    checkDraft(next);
    const saysElse = next.name !== before.name || next.content !== before.content;
    const row = await this.#db.transaction().execute(async (transaction) => {
      if (!next.isPublic) {
        await transaction
          .deleteFrom('trigger_switches')
          .where('trigger_id', '=', id)
          .where('user_id', '!=', before.ownerId)
          .execute();
      }
      return await transaction
        .updateTable('triggers')
        .set({
          name: next.name,
          description: next.description,
          content: next.content,
          is_public: next.isPublic ? 1 : 0,
          updated_at_ms: Date.now(),
        })
        .set((eb) => ({ revision: saysElse ? eb('revision', '+', 1) : eb.ref('revision') }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
    });
    // It may have been deleted since.
    if (row === undefined) throw notFound('trigger', id);
    if (saysElse) this.#forget();
    if (!before.isPublic) this.#tellShared(toTrigger(row));
    return await this.get(principal, id);
  }

  /** @throws DomainError `not_found`, `forbidden` */
  async delete(principal: Principal, id: string): Promise<void> {
    await this.#own(principal, id);
    await this.#db.deleteFrom('triggers').where('id', '=', id).execute();
    this.#forget();
  }

  /** Switches it on for this account, as it is now. @throws DomainError `not_found`, `conflict` */
  async enable(principal: Principal, id: string): Promise<SeenTrigger> {
    const { userId } = principal;
    const trigger = await this.#visible(principal, id);
    if (trigger.owner_id !== userId && toSeen(trigger, userId).enabled === false)
      await this.#refuseTooMany(userId);
    return await this.#switch(principal, trigger, 1);
  }

  /** @throws DomainError `not_found` */
  async disable(principal: Principal, id: string): Promise<SeenTrigger> {
    return await this.#switch(principal, await this.#visible(principal, id), 0);
  }

  /** Those that work for this account and whose phrase stands in the text, in the order in which they come. */
  async foundIn(userId: string, text: string): Promise<SeenTrigger[]> {
    const rows = await seenBy(this.#db, userId)
      .where(sql<boolean>`(triggers.owner_id = ${userId} and coalesce(trigger_switches.is_on, 1) = 1) or (
        triggers.owner_id <> ${userId} and triggers.is_public = 1 and trigger_switches.is_on = 1
        and trigger_switches.revision = triggers.revision)`)
      .orderBy('triggers.created_at_ms')
      .orderBy('triggers.id')
      .execute();
    const found = findPhrases(
      text,
      rows.map(({ name }) => name),
    );
    return found.flatMap((at) => {
      const row = rows[at];
      return row === undefined ? [] : [toSeen(row, userId)];
    });
  }

  /** The names of what an account has made, the oldest first. */
  async namesOf(userId: string, options: { publicOnly: boolean }): Promise<string[]> {
    let query = this.#db.selectFrom('triggers').select('name').where('owner_id', '=', userId);
    if (options.publicOnly) query = query.where('is_public', '=', 1);
    const rows = await query.orderBy('created_at_ms').orderBy('id').execute();
    return rows.map(({ name }) => name);
  }

  async #switch(principal: Principal, { id, revision }: SeenRow, isOn: 0 | 1): Promise<SeenTrigger> {
    const row = { user_id: principal.userId, trigger_id: id, is_on: isOn, revision };
    await this.#db
      .insertInto('trigger_switches')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'trigger_id']).doUpdateSet({ is_on: isOn, revision }),
      )
      .execute();
    return await this.get(principal, id);
  }

  async #refuseTooMany(userId: string): Promise<void> {
    const { count } = await this.#db
      .selectFrom('trigger_switches')
      .innerJoin('triggers', 'triggers.id', 'trigger_switches.trigger_id')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('trigger_switches.user_id', '=', userId)
      .where('trigger_switches.is_on', '=', 1)
      .where('triggers.owner_id', '!=', userId)
      .executeTakeFirstOrThrow();
    const limit = TRIGGER_LIMITS.switchedOn;
    if (Number(count) < limit) return;
    const text = `At most ${limit} triggers of other people can be on at once; switch one off first`;
    throw new DomainError('conflict', text, { limit });
  }

  async #visible({ userId, ...principal }: Principal, id: string): Promise<SeenRow> {
    const row = await seenBy(this.#db, userId).where('triggers.id', '=', id).executeTakeFirst();
    const isVisible =
      row !== undefined && (row.is_public === 1 || mayTouch({ userId, ...principal }, row.owner_id));
    if (!isVisible) throw notFound('trigger', id);
    return row;
  }

  async #own(principal: Principal, id: string): Promise<Trigger> {
    const row = await this.#visible(principal, id);
    if (mayTouch(principal, row.owner_id)) return toTrigger(row);
    throw new DomainError('forbidden', 'Only whoever made a trigger may change it', { trigger_id: id });
  }

  #tellShared(trigger: Trigger): void {
    if (!trigger.isPublic) return;
    this.#happenings.tell({ type: 'trigger_shared', userId: trigger.ownerId, trigger });
  }
}
