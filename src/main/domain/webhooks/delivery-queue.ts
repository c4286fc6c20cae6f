import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Outcome, Sending } from './attempt-delivery.ts';
import type { DeliveryStore, DueDelivery } from './delivery-store.ts';
import { pruneDeliveries } from './prune-deliveries.ts';
import { retryDelayMs } from './retry-schedule.ts';

/** How many are under way at once: in all, to one host, for one account. To one webhook it is one. */
const UNDER_WAY_MAX = 16;
const PER_HOST_MAX = 2;
const PER_ACCOUNT_MAX = 4;
const PRUNED_EVERY_MS = 3_600_000;
/** A clock that was put forward or back is noticed after this at the latest. */
const ASLEEP_MS_MAX = 60_000;

interface DeliveryQueueDependencies {
  db: Kysely<Schema>;
  store: DeliveryStore;
  attempt: (sending: Sending, attempt: number, stop: AbortSignal) => Promise<Outcome>;
  retryDelayMs?: typeof retryDelayMs;
  logger: { error(object: object, message: string): void };
}

/**
 * Delivers what is in the queue, apart from everything else that Tomo does.
 *
 * - At least once: what was queued is tried until it was taken or is dead, also after a crash. A receiver that answered
 *   just before one may get the same delivery, with the same id, a second time.
 * - In order, one after the other, for each webhook: but one that has failed waits for its next try, and those after
 *   it go ahead. When it is due again, it goes before them.
 * - A host that does not answer, and an account with very many deliveries, hold up only themselves.
 */
export class DeliveryQueue {
  readonly #deps: DeliveryQueueDependencies;
  readonly #stop = new AbortController();
  readonly #underWay = new Map<DueDelivery, Promise<void>>();
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #prunedAtMs = 0;

  constructor(deps: DeliveryQueueDependencies) {
    this.#deps = deps;
  }

  /** Says that there is something to deliver, also after a start. */
  wake(): void {
    this.#lookAgain = true;
    if (this.#stop.signal.aborted) return;
    this.#looking ??= this.#look()
      .catch((error: unknown) => {
        if (this.#stop.signal.aborted) return;
        this.#deps.logger.error({ err: error }, 'webhooks could not be looked through');
        this.#sleep(ASLEEP_MS_MAX);
      })
      .finally(() => {
        this.#looking = null;
        if (this.#lookAgain) this.wake();
      });
  }

  /** What is under way is cut off and tried again after the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#lookAgain = false;
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#underWay.values());
  }

  async #look(): Promise<void> {
    const { store, db } = this.#deps;
    while (this.#lookAgain && !this.#stop.signal.aborted) {
      this.#lookAgain = false;
      const nowMs = Date.now();
      if (Math.abs(nowMs - this.#prunedAtMs) > PRUNED_EVERY_MS) {
        this.#prunedAtMs = nowMs;
        await pruneDeliveries(db, nowMs);
      }
      while (this.#underWay.size < UNDER_WAY_MAX && !this.#stop.signal.aborted) {
        const due = await store.nextDue(nowMs, this.#busy());
        if (due === null) break;
        this.#begin(due);
      }
      const nextMs = await store.nextDueAtMs(nowMs);
      if (nextMs !== null) this.#sleep(Math.min(nextMs - nowMs, ASLEEP_MS_MAX));
    }
  }

  #begin(due: DueDelivery): void {
    const work = this.#deliver(due)
      .catch((error: unknown) => {
        if (this.#stop.signal.aborted) return;
        this.#deps.logger.error({ err: error, delivery: due.sending.id }, 'a webhook could not be noted');
      })
      .finally(() => {
        this.#underWay.delete(due);
        this.wake();
      });
    this.#underWay.set(due, work);
  }

  async #deliver(due: DueDelivery): Promise<void> {
    const { attempt, store, retryDelayMs: delayOf = retryDelayMs } = this.#deps;
    const attempts = due.attempts + 1;
    const outcome = await attempt(due.sending, attempts, this.#stop.signal);
    if (this.#stop.signal.aborted && outcome.failure !== null) return;
    if (outcome.failure === null) {
      await store.note(due.position, outcome, { state: 'delivered' });
      return;
    }
    const delayMs = outcome.isFinal ? null : delayOf(attempts, outcome.retryAfterMs);
    await store.note(
      due.position,
      outcome,
      delayMs === null ? { state: 'dead' } : { state: 'queued', atMs: Date.now() + delayMs },
    );
  }

  #busy() {
    const underWay = [...this.#underWay.keys()];
    return {
      lanes: underWay.map(({ lane }) => lane),
      hosts: atLeast(
        PER_HOST_MAX,
        underWay.map(({ host }) => host),
      ),
      userIds: atLeast(
        PER_ACCOUNT_MAX,
        underWay.map(({ userId }) => userId),
      ),
    };
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), ms);
    this.#timer.unref();
  }
}

/** What is there so many times. */
function atLeast(times: number, names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= times).map(([name]) => name);
}
