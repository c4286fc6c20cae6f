import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { throwIfAborted } from '../engine/abort-error.ts';
import type { ModelRef } from '../engine/engine-protocol.ts';
import { EngineError } from '../engine-error.ts';
import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModel, LanguageModelInfo } from '../llm.ts';
import { ChatPrompt } from './chat-prompt.ts';
import { checkGguf } from './check-gguf.ts';
import { contextPlan } from './context-plan.ts';
import type { LlamaBackend } from './llama-backend.ts';
import { loadError } from './load-error.ts';
import { SequencePool } from './sequence-pool.ts';
import { StopTexts } from './stop-texts.ts';
import { TokenText } from './token-text.ts';

const COMPLAINT_DELAY_MS = 20;

/** A GGUF model in this process's memory. */
export class LlamaLanguageModel implements LanguageModel {
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #pool: SequencePool;
  readonly #prompt: ChatPrompt;
  readonly #info: LanguageModelInfo;

  private constructor(model: LlamaModel, context: LlamaContext, info: LanguageModelInfo) {
    this.#model = model;
    this.#context = context;
    this.#pool = new SequencePool(context);
    this.#prompt = new ChatPrompt(model);
    this.#info = info;
  }

  /** @throws EngineError `model_missing`, `model_invalid` or `out_of_memory` */
  static async load(backend: LlamaBackend, ref: ModelRef): Promise<LlamaLanguageModel> {
    await checkGguf(ref.file);
    backend.complaints.clear();
    let model: LlamaModel | undefined;
    try {
      model = await backend.llama.loadModel({ modelPath: ref.file });
      const context = await model.createContext(contextPlan(model));
      const loaded = new LlamaLanguageModel(model, context, {
        name: model.fileInfo.metadata.general?.name ?? basename(ref.file, '.gguf'),
        contextTokens: context.contextSize,
        backend: backend.devices.backend,
        parameters: model.fileInsights.totalParameters ?? undefined,
      });
      await loaded.#warmUp();
      return loaded;
    } catch (error) {
      await model?.dispose();
      // Complaints come from another thread, a moment later than the failure.
      await setTimeout(COMPLAINT_DELAY_MS);
      throw loadError(error, ref.file, backend.complaints.lines());
    }
  }

  async info(): Promise<LanguageModelInfo> {
    return this.#info;
  }

  async countTokens(messages: readonly ChatTurn[]): Promise<number> {
    return this.#prompt.render(messages).tokens.length;
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerateEvent> {
    const { tokens, stop } = this.#prompt.render(request.messages);
    const roomTokens = this.#context.contextSize - 1;
    if (tokens.length >= roomTokens) {
      throw new EngineError(
        'context_exceeded',
        `The conversation has ${tokens.length} tokens and the model reads at most ${roomTokens - 1}.`,
      );
    }
    const stops = [...(request.stop ?? []), ...stop];
    yield* this.#pool.lend(request.cacheKey, tokens, signal, (sequence) =>
      this.#answer(sequence, tokens, { ...request, stop: stops }, signal),
    );
  }

  async dispose(): Promise<void> {
    await this.#context.dispose();
    await this.#model.dispose();
  }

  async *#answer(
    sequence: LlamaContextSequence,
    tokens: Token[],
    request: GenerateRequest,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<GenerateEvent> {
    const cachedTokens = await reusePrefix(sequence, tokens);
    const roomTokens = this.#context.contextSize - 1 - tokens.length;
    const mostTokens = Math.max(1, Math.min(request.maxTokens ?? roomTokens, roomTokens));
    const text = new TokenText(this.#model);
    const stops = new StopTexts(request.stop ?? []);
    let completionTokens = 0;
    let probability = 0;
    let reason: 'stop' | 'length' = 'stop';
    const generated = sequence.evaluateWithMetadata(
      tokens.slice(cachedTokens),
      { confidence: true },
      {
        temperature: request.temperature ?? 0.7,
        topP: request.topP ?? 0.95,
        ...(request.seed === undefined ? {} : { seed: request.seed }),
      },
    );
    for await (const { token, confidence } of generated) {
      throwIfAborted(signal);
      completionTokens += 1;
      probability += confidence;
      const shown = stops.push(text.push(token));
      if (shown) yield { type: 'text', text: shown };
      if (stops.stopped) break;
      if (completionTokens >= mostTokens) {
        reason = 'length';
        break;
      }
    }
    throwIfAborted(signal);
    const rest = stops.push(text.end()) + stops.end();
    if (rest) yield { type: 'text', text: rest };
    yield {
      type: 'end',
      reason: stops.stopped ? 'stop' : reason,
      usage: { promptTokens: tokens.length, completionTokens, cachedTokens },
      ...(completionTokens > 0 ? { confidence: probability / completionTokens } : {}),
    };
  }

  /**
   * The first evaluation allocates and compiles; whoever asks first should not wait for that. It also shows whether
   * the weights are numbers at all.
   */
  async #warmUp(): Promise<void> {
    const tokens = this.#prompt.render([{ role: 'user', content: 'Hello' }]).tokens;
    // Sampling computes probabilities; greedy choice does not.
    const sampled = { temperature: 1, yieldEogToken: true };
    const evaluate = async function* (sequence: LlamaContextSequence) {
      const generated = sequence.evaluateWithMetadata(tokens, { confidence: true }, sampled);
      for await (const { confidence } of generated) yield confidence;
    };
    for await (const confidence of this.#pool.lend(undefined, tokens, undefined, evaluate)) {
      if (Number.isFinite(confidence)) return;
      throw new Error('its weights are not numbers');
    }
  }
}

/** Keeps what the sequence has already evaluated of these tokens and erases the rest. Returns how many were kept. */
async function reusePrefix(sequence: LlamaContextSequence, tokens: Token[]): Promise<number> {
  const { firstDifferentIndex } = sequence.compareContextTokens(tokens);
  // At least one token must be evaluated to get the first one of the answer.
  const kept = Math.min(firstDifferentIndex, tokens.length - 1);
  if (kept < sequence.nextTokenIndex) {
    await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  }
  return sequence.nextTokenIndex;
}
