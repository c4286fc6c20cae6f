import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Happening, Happenings } from '../../domain/events/happenings.ts';
import type { WaitingWork } from '../../domain/system/waiting-work.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The API that a route belongs to, as figures name it; `native` where it is left out. */
    api?: string;
  }
}

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const ANSWER_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Gauges that are called what only counters may be called; each is there by its kinds too. */
const MISNAMED = ['handles', 'requests', 'resources'].map((kind) => `nodejs_active_${kind}_total`);

/**
 * The figures of one server in the format of Prometheus: requests, turns, tokens, what waits, and its process. They
 * are counted since its start; what was said is in none of them.
 */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by API, route and status',
    labelNames: ['api', 'method', 'route', 'status_code'],
    buckets: REQUEST_SECONDS,
    registers: [this.#registry],
  });
  readonly #turns = new Counter({
    name: 'chat_turns_total',
    help: 'Messages that were answered, cut off or failed, by the API that began their conversation',
    labelNames: ['api', 'outcome'],
    registers: [this.#registry],
  });
  readonly #tokens = new Counter({
    name: 'chat_tokens_total',
    help: 'Tokens of prompts and answers',
    labelNames: ['kind'],
    registers: [this.#registry],
  });
  readonly #answers = new Histogram({
    name: 'chat_answer_duration_seconds',
    help: 'From the arrival of a message to the last word of its answer',
    labelNames: ['api'],
    buckets: ANSWER_SECONDS,
    registers: [this.#registry],
  });

  constructor(happenings: Pick<Happenings, 'listen'>, waitingWork: Pick<WaitingWork, 'lengths'>) {
    collectDefaultMetrics({ register: this.#registry });
    for (const name of MISNAMED) this.#registry.removeSingleMetric(name);
    new Gauge({
      name: 'queue_length',
      help: 'How much waits to be done',
      labelNames: ['queue'],
      registers: [this.#registry],
      async collect() {
        const lengths = await waitingWork.lengths();
        for (const [queue, length] of Object.entries(lengths)) this.set({ queue }, length);
      },
    });
    happenings.listen((happening) => this.#hear(happening));
  }

  /** Counts the requests to everything that is registered after this call. */
  watch(app: FastifyInstance): void {
    app.addHook('onResponse', async (request, reply) => {
      const { config, url: route = 'none' } = request.routeOptions;
      const { method } = request;
      const labels = { api: config.api ?? 'native', method, route, status_code: reply.statusCode };
      this.#requests.observe(labels, reply.elapsedTime / 1000);
    });
  }

  /** @returns the figures, and the media type of their text */
  async read(): Promise<{ text: string; contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }

  #hear(happening: Happening): void {
    if (happening.type === 'turn_failed') {
      this.#turns.inc({ api: happening.conversation.api, outcome: 'failed' });
    }
    if (happening.type !== 'message_answered') return;
    const { conversation, answer, answerMs } = happening;
    const { api } = conversation;
    this.#turns.inc({ api, outcome: answer.state });
    this.#answers.observe({ api }, answerMs / 1000);
    if (answer.usage === null) return;
    this.#tokens.inc({ kind: 'prompt' }, answer.usage.prompt_tokens);
    this.#tokens.inc({ kind: 'answer' }, answer.usage.completion_tokens);
  }
}
