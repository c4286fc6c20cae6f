import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { retryDelayMs } from '../webhooks/retry-schedule.ts';
import type { Mail, SendMail } from './send-mail.ts';
import type { SmtpSettings } from './smtp-settings.ts';

/** Mail that has not gone out. */
export interface WaitingMail extends Mail {
  id: string;
  /** What its recipient needs, also by itself. */
  token: string;
  attempts: number;
  /** What the mail server, or the way to it, said last; null before the first try. */
  lastError: string | null;
  createdAtMs: number;
  expiresAtMs: number;
}

interface OutboxDependencies {
  db: Kysely<Schema>;
  secrets: SecretBox;
  smtp: SmtpSettings;
  send: SendMail;
  retryDelayMs: typeof retryDelayMs;
  /** Makes what was deleted unreadable in the files too. */
  forget: () => void;
  logger: { error(object: object, message: string): void; warn(object: object, message: string): void };
}

/**
 * Mail on its way out. Where the owner chose a mail server it is sent and then gone; where there is none, or it does not
 * take it, it waits for the owner to hand it over, until it is of no use any more. It is kept sealed.
 */
export class Outbox {
  readonly #deps: OutboxDependencies;
  #sending: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #notBeforeMs = new Map<string, number>();

  constructor(deps: OutboxDependencies) {
    this.#deps = deps;
  }

  /** It is there, also after a crash, when this resolves; it is sent afterwards. */
  async put(mail: Mail & { userId: string; token: string; expiresAtMs: number }): Promise<void> {
    const { db, secrets } = this.#deps;
    const { userId, recipient, subject, text, token, expiresAtMs } = mail;
    await db
      .insertInto('outbox')
      .values({
        id: newId('out'),
        user_id: userId,
        recipient,
        subject,
        text_sealed: secrets.seal(JSON.stringify({ text, token })),
        attempts: 0,
        last_error: null,
        created_at_ms: Date.now(),
        expires_at_ms: expiresAtMs,
      })
      .execute();
    this.wake();
  }

  /** What waits, oldest first. */
  async list(): Promise<WaitingMail[]> {
    const { db, secrets } = this.#deps;
    await this.#removeExpired();
    const rows = await db.selectFrom('outbox').selectAll().orderBy('created_at_ms').orderBy('id').execute();
    return rows.map((row) => ({
      id: row.id,
      recipient: row.recipient,
      subject: row.subject,
      ...(JSON.parse(secrets.open(row.text_sealed)) as { text: string; token: string }),
      attempts: row.attempts,
      lastError: row.last_error,
      createdAtMs: Number(row.created_at_ms),
      expiresAtMs: Number(row.expires_at_ms),
    }));
  }

  /** @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    const { db, forget } = this.#deps;
    const result = await db.deleteFrom('outbox').where('id', '=', id).executeTakeFirst();
    this.#notBeforeMs.delete(id);
    forget();
    return result.numDeletedRows > 0n;
  }

  /** What waits is for another mail server now: it is tried from the start. */
  async serverChanged(): Promise<void> {
    await this.#deps.db.updateTable('outbox').set({ attempts: 0, last_error: null }).execute();
    this.#notBeforeMs.clear();
    this.wake();
  }

  /** Says that there is something to send, also after a start. */
  wake(): void {
    this.#again = true;
    if (this.#closed) return;
    this.#sending ??= this.#sendAll()
      .catch((error: unknown) =>
        this.#deps.logger.error({ err: error }, 'the outbox could not be looked through'),
      )
      .finally(() => {
        this.#sending = null;
        if (this.#again) this.wake();
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#again = false;
    clearTimeout(this.#timer);
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    const { smtp, send, db, logger } = this.#deps;
    this.#again = false;
    const server = await smtp.current();
    if (server === null) return;
    const waiting = await this.list();
    this.#forgetAllBut(waiting);
    for (const { id, attempts, recipient, subject, text } of waiting) {
      if (this.#closed) return;
      if ((this.#notBeforeMs.get(id) ?? 0) > Date.now()) continue;
      try {
        await send(server, { recipient, subject, text });
        await this.remove(id);
      } catch (error) {
        const last_error = codeOf(error);
        logger.warn({ mail_id: id, code: last_error }, 'a mail could not be sent');
        await db
          .updateTable('outbox')
          .set({ attempts: attempts + 1, last_error })
          .where('id', '=', id)
          .execute();
        // No delay: not again, unless there is another mail server.
        const delayMs = this.#deps.retryDelayMs(attempts + 1) ?? Number.POSITIVE_INFINITY;
        this.#notBeforeMs.set(id, Date.now() + delayMs);
      }
    }
    this.#wakeWhenDue();
  }

  #forgetAllBut(waiting: { id: string }[]): void {
    const ids = new Set(waiting.map(({ id }) => id));
    for (const id of this.#notBeforeMs.keys()) if (!ids.has(id)) this.#notBeforeMs.delete(id);
  }

  /** After every look, also one that came too early: a timer may be ahead of the clock, and the clock may be set back. */
  #wakeWhenDue(): void {
    clearTimeout(this.#timer);
    const soonestMs = Math.min(...this.#notBeforeMs.values()) - Date.now();
    if (!Number.isFinite(soonestMs)) return;
    this.#timer = setTimeout(() => this.wake(), Math.max(1, Math.ceil(soonestMs)));
    this.#timer.unref();
  }

  async #removeExpired(): Promise<void> {
    const result = await this.#deps.db
      .deleteFrom('outbox')
      .where('expires_at_ms', '<=', Date.now())
      .executeTakeFirst();
    if (result.numDeletedRows > 0n) this.#deps.forget();
  }
}

/** Such as `EAUTH 535`: what a server says besides may hold what was sent to it. */
function codeOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code ?? 'EUNKNOWN', responseCode].filter((part) => part !== undefined).join(' ');
}
