import type { ChosenEmbeddings } from '../embeddings/chosen-embeddings.ts';
import type { RecognisedIntent } from './learn/intent-classifier.ts';
import type { TrainedModel, TrainedModels } from './trained-models.ts';

interface RecogniserDependencies {
  models: Pick<TrainedModels, 'newest'>;
  embeddings: Pick<ChosenEmbeddings, 'by'>;
  /** Another embedding model is in use than the one that this session learned with. */
  trainAgain(sessionId: string): void;
}

/** Whoever waits for an answer waits no longer for the intent. */
const EMBEDDING_MS = 3_000;
/** Characters whose weights stay in memory. */
const KEPT_MAX = 16;

/** Tells what users want, by what each character's newest session has learned. */
export class IntentRecogniser {
  readonly #deps: RecogniserDependencies;
  /** By character; null where nothing was trained. The last used one is the last. */
  readonly #models = new Map<string, Promise<TrainedModel | null>>();
  /** What is found out now: the chat asks for the intent of a message, and so does what looks for examples. */
  readonly #asked = new Map<string, Promise<RecognisedIntent | null>>();
  readonly #toTrainAgain = new Set<string>();

  constructor(deps: RecogniserDependencies) {
    this.#deps = deps;
  }

  /** @returns null where nothing was trained, and while the character is trained with other embeddings. @throws EngineError */
  async recognise(characterId: string, text: string): Promise<RecognisedIntent | null> {
    const key = `${characterId} ${text}`;
    const asked =
      this.#asked.get(key) ?? this.#recognise(characterId, text, AbortSignal.timeout(EMBEDDING_MS));
    this.#asked.set(key, asked);
    try {
      return await asked;
    } finally {
      this.#asked.delete(key);
    }
  }

  /** What a character has learned last; null where nothing was trained. */
  async modelOf(characterId: string): Promise<TrainedModel | null> {
    const model = this.#models.get(characterId) ?? this.#deps.models.newest(characterId);
    keep(this.#models, characterId, model, KEPT_MAX);
    return await model;
  }

  /** What a character has learned is not what it was. */
  forget(characterId: string): void {
    this.#models.delete(characterId);
  }

  async #recognise(characterId: string, text: string, signal: AbortSignal): Promise<RecognisedIntent | null> {
    const model = await this.modelOf(characterId);
    if (model === null || model.classifier === null || model.embeddingModel === null) return null;
    const vector = await this.#deps.embeddings.by(model.embeddingModel, text, signal);
    if (vector !== null) return model.classifier.recognise(text, vector);
    if (!this.#toTrainAgain.has(model.sessionId)) {
      this.#toTrainAgain.add(model.sessionId);
      this.#deps.trainAgain(model.sessionId);
    }
    return null;
  }
}

/** A promise that fails is not kept: the next one who asks tries again. */
function keep<T>(kept: Map<string, Promise<T>>, key: string, value: Promise<T>, max: number): void {
  kept.delete(key);
  kept.set(key, value);
  value.catch(() => {
    if (kept.get(key) === value) kept.delete(key);
  });
  const [oldest] = kept.keys();
  if (kept.size > max && oldest !== undefined) kept.delete(oldest);
}
