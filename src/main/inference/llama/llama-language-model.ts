import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LlamaContext, LlamaContextSequence, LlamaModel } from 'node-llama-cpp';
import type { ModelRef } from '../engine/engine-protocol.ts';
import { EngineError } from '../engine-error.ts';
import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModel, LanguageModelInfo } from '../llm.ts';
import { ChatPrompt } from './chat-prompt.ts';
import { requireGguf } from './check-gguf.ts';
import { contextPlan } from './context-plan.ts';
import { withLessons } from './lessons.ts';
import type { LlamaBackend } from './llama-backend.ts';
import { loadError } from './load-error.ts';
import { SequencePool } from './sequence-pool.ts';
import { hasMarks } from './silent-marks.ts';
import { type AnswerRequest, openGrammar, writeAnswer } from './write-answer.ts';

const COMPLAINT_DELAY_MS = 20;

/** A GGUF model in this process's memory. */
export class LlamaLanguageModel implements LanguageModel {
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #pool: SequencePool;
  readonly #prompt: ChatPrompt;
  readonly #marked: boolean;
  readonly #info: LanguageModelInfo;

  private constructor(model: LlamaModel, context: LlamaContext, info: LanguageModelInfo) {
    this.#model = model;
    this.#context = context;
    this.#pool = new SequencePool(context);
    this.#prompt = new ChatPrompt(model);
    this.#marked = hasMarks(model);
    this.#info = info;
  }

  /** @throws EngineError `model_missing`, `model_invalid` or `out_of_memory` */
  static async load(backend: LlamaBackend, ref: ModelRef): Promise<LlamaLanguageModel> {
    await requireGguf(ref.file, 'language');
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
    return this.#prompt.render(withLessons(messages, {})).tokens.length;
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerateEvent> {
    const { tokens, stop } =
      'messages' in request
        ? this.#prompt.render(withLessons(request.messages, request))
        : { tokens: this.#prompt.plain(request.text), stop: [] };
    const roomTokens = this.#context.contextSize - 1;
    if (tokens.length >= roomTokens) {
      throw new EngineError(
        'context_exceeded',
        `The conversation has ${tokens.length} tokens and the model reads at most ${roomTokens - 1}.`,
      );
    }
    const grammar = await openGrammar(this.#model, request);
    const answer: AnswerRequest = {
      model: this.#model,
      prompt: tokens,
      options: request,
      stop: [...(request.stop ?? []), ...stop],
      grammar,
      roomTokens,
      marked: this.#marked,
    };
    yield* this.#pool.lend(request.cacheKey, tokens, signal, (sequence) =>
      writeAnswer(sequence, answer, signal),
    );
  }

  async dispose(): Promise<void> {
    await this.#context.dispose();
    await this.#model.dispose();
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
