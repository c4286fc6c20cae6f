import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Outcome, Sending } from './attempt-delivery.ts';
import type { DeliveryStore, DueDelivery, WaitingLane } from './delivery-store.ts';
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
      for (const waiting of await store.waitingLanes()) {
        if (waiting.dueAtMs > nowMs) {
          this.#sleep(Math.min(waiting.dueAtMs - nowMs, ASLEEP_MS_MAX));
          break;
        }
        if (this.#stop.signal.aborted || this.#underWay.size >= UNDER_WAY_MAX) break;
        if (!this.#mayBegin(waiting)) continue;
        const due = await store.firstDue(waiting, nowMs);
        if (due !== null) this.#begin(due);
      }
    }
  }

  #begin(due: DueDelivery): void {
    const work = this.#deliver(due)
      .catch(async (error: unknown) => {
        if (this.#stop.signal.aborted) return;
        this.#deps.logger.error({ err: error, delivery_id: due.sending.id }, 'a delivery could not be noted');
        // Where the disk is full, the same would be sent again and again.
        await sleep(ASLEEP_MS_MAX, undefined, { ref: false, signal: this.#stop.signal }).catch(() => {});
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
    const outcome = await attempt(store.toSending(due), attempts, this.#stop.signal);
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

  /** Whether neither the webhook nor, as far as they may, its host and its account are busy. */
  #mayBegin({ lane, host, userId }: WaitingLane): boolean {
    const underWay = [...this.#underWay.keys()];
    return (
      !underWay.some((one) => one.lane === lane) &&
      underWay.filter((one) => one.host === host).length < PER_HOST_MAX &&
      underWay.filter((one) => one.userId === userId).length < PER_ACCOUNT_MAX
    );
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), ms);
    this.#timer.unref();
  }
}
