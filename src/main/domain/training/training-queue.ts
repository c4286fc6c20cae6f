import type { Selectable } from 'kysely';
import { EngineError } from '../../inference/engine-error.ts';
import type { TrainingSessionsTable } from '../../storage/schema.ts';
import { DomainError } from '../domain-error.ts';
import { EmbeddingsChanged, type RunDependencies, runTraining } from './run-training.ts';
import { TrainingFailure } from './train-in-thread.ts';
import { NOT_BEGUN, type TrainingMetrics, type TrainingProgress } from './training-session.ts';

type SessionRow = Selectable<TrainingSessionsTable>;

/** What becomes of a session, for whoever is to be told. */
export interface TrainingNews {
  session: Pick<SessionRow, 'id' | 'character_id' | 'user_id'>;
  status: TrainingSessionsTable['status'];
  progress: TrainingProgress;
  metrics: TrainingMetrics | null;
  error: string | null;
}

interface QueueDependencies extends RunDependencies {
  onNews(news: TrainingNews): void;
  logger: { error(object: object, message: string): void };
}

interface Running {
  id: string;
  stop: AbortController;
  progress: TrainingProgress;
  done: Promise<void>;
}

/** How long the queue waits before it tries again what was nobody's fault: a full disk, a busy database. */
const RETRY_MS = 30_000;

/**
 * Trains one session after another, the oldest first. What waits is what the database says, so that nothing is lost
 * when the program ends: a session that was running begins again, and learns the same.
 */
export class TrainingQueue {
  readonly #deps: QueueDependencies;
  #current: Running | null = null;
  #running: Promise<void> | null = null;
  #awake = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(deps: QueueDependencies) {
    this.#deps = deps;
  }

  /** What ran when the program ended waits again. */
  async recover(): Promise<void> {
    await this.#deps.db
      .updateTable('training_sessions')
      .set({ status: 'queued', started_at_ms: null })
      .where('status', '=', 'running')
      .execute();
    this.wake();
  }

  /** Says that there is something to train. */
  wake(): void {
    this.#awake = true;
    if (this.#closed) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#awake) this.wake();
    });
  }

  /** How far a session is that runs now. */
  progressOf(id: string): TrainingProgress | undefined {
    return this.#current?.id === id ? this.#current.progress : undefined;
  }

  /** @param reason in words. @returns whether it had not ended yet; nothing of it runs any more then */
  async cancel(id: string, reason: string): Promise<boolean> {
    const row = await this.#end(id, ['queued', 'running'], { status: 'cancelled', error: reason });
    if (this.#current?.id === id) {
      this.#current.stop.abort();
      await this.#current.done;
    }
    if (row === undefined) return false;
    await this.#deps.models.drop([id]);
    this.#tell(row, null);
    return true;
  }

  /** Stops; what was not finished begins again at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#current?.stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#awake && !this.#closed) {
      this.#awake = false;
      try {
        while (!this.#closed && (await this.#trainOne())) {}
      } catch (error) {
        this.#deps.logger.error({ err: error }, 'training is interrupted; it will be tried again');
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.wake(), RETRY_MS).unref();
      }
    }
  }

  /** @returns whether there was one */
  async #trainOne(): Promise<boolean> {
    const { db } = this.#deps;
    const next = await db
      .selectFrom('training_sessions')
      .selectAll()
      .where('status', '=', 'queued')
      .orderBy('created_at_ms')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (next === undefined) return false;
    const begun = await db
      .updateTable('training_sessions')
      .set({ status: 'running', started_at_ms: Date.now() })
      .where('id', '=', next.id)
      .where('status', '=', 'queued')
      .executeTakeFirst();
    if (begun.numUpdatedRows === 0n) return true;
    const running: Running = {
      id: next.id,
      stop: new AbortController(),
      progress: NOT_BEGUN,
      done: Promise.resolve(),
    };
    this.#current = running;
    running.done = this.#train({ ...next, status: 'running' }, running).finally(() => {
      this.#current = null;
    });
    await running.done;
    return true;
  }

  async #train(row: SessionRow, running: Running): Promise<void> {
    const { signal } = running.stop;
    const onProgress = (progress: TrainingProgress) => {
      running.progress = progress;
      this.#deps.onNews({ session: row, status: 'running', progress, metrics: null, error: null });
    };
    try {
      onProgress({ phase: 'embedding', share: 0, epoch: null, loss: null });
      const metrics = await runTraining(this.#deps, row, onProgress, signal);
      await this.#deps.models.dropOld(row.character_id);
      const ended = await this.#end(row.id, ['running'], {
        status: 'completed',
        metrics_json: JSON.stringify(metrics),
        embedding_model: metrics.embeddingModel,
      });
      if (ended !== undefined) this.#tell(ended, metrics);
    } catch (error) {
      // Cancelled, or the program ends: then it is still running, and begins again.
      if (signal.aborted) return;
      await this.#fail(row, error);
    }
  }

  async #fail(row: SessionRow, error: unknown): Promise<void> {
    const { db, models, logger } = this.#deps;
    await models.drop([row.id]);
    if (error instanceof EmbeddingsChanged) {
      await db
        .updateTable('training_sessions')
        .set({ status: 'queued', started_at_ms: null })
        .where('id', '=', row.id)
        .where('status', '=', 'running')
        .execute();
      return;
    }
    const message = inWords(error);
    if (message === null) logger.error({ err: error, training_session_id: row.id }, 'a training failed');
    const ended = await this.#end(row.id, ['running'], {
      status: 'failed',
      error: message ?? 'Something went wrong in Tomo; the log says what',
    });
    if (ended !== undefined) this.#tell(ended, null);
  }

  /** @returns the session as it is then; undefined where it had another state */
  async #end(
    id: string,
    from: SessionRow['status'][],
    to: Partial<SessionRow>,
  ): Promise<SessionRow | undefined> {
    return await this.#deps.db
      .updateTable('training_sessions')
      .set({ ...to, ended_at_ms: Date.now() })
      .where('id', '=', id)
      .where('status', 'in', from)
      .returningAll()
      .executeTakeFirst();
  }

  #tell(row: SessionRow, metrics: TrainingMetrics | null): void {
    const share = row.status === 'completed' ? 1 : 0;
    const progress: TrainingProgress = { phase: 'done', share, epoch: null, loss: null };
    this.#deps.onNews({ session: row, status: row.status, progress, metrics, error: row.error });
  }
}

/** @returns null for what is no fault of whoever started it */
function inWords(error: unknown): string | null {
  if (error instanceof TrainingFailure || error instanceof DomainError) return error.message;
  if (error instanceof EngineError) return `The embedding model cannot make vectors now: ${error.message}`;
  return null;
}
