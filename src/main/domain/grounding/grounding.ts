import type { Character } from '../characters/character.ts';
import type { FoundPassage } from '../knowledge/search/knowledge-search.ts';
import type { Background, Note } from './background.ts';

export interface GroundingRequest {
  character: Pick<Character, 'id' | 'ownerId' | 'knowledgeBaseIds'>;
  /** Whose memories may be recalled; null for a visitor, who has none. */
  userId: string | null;
  /** What the user says now. */
  text: string;
  /** What the user said before that, if anything. */
  before: string | undefined;
}

export interface GroundingDependencies {
  /** Those of these bases that the account has. */
  basesOf(ownerId: string, ids: readonly string[]): Promise<{ id: string }[]>;
  search(
    baseIds: readonly string[],
    query: { query: string; limit: number; scoreThreshold: number },
    signal: AbortSignal,
  ): Promise<FoundPassage[]>;
  /** The most important first. */
  recall(
    request: { userId: string; characterId: string; text: string },
    signal: AbortSignal,
  ): Promise<readonly Note[]>;
  logger: { error(object: object, message: string): void };
}

const PASSAGES_MAX = 5;
/** What a passage must have to be worth a place in the prompt. */
const SCORE_MIN = 0.35;
/** A message of fewer words means something said before: `and how often?` */
const WORDS_OF_ITS_OWN = 4;

/** Finds what a character knows that matters for a message: in its documents, and of what it remembers. */
export class Grounding {
  readonly #deps: GroundingDependencies;

  constructor(deps: GroundingDependencies) {
    this.#deps = deps;
  }

  /** Never fails but by the signal: a character that cannot look things up still talks. */
  async of(request: GroundingRequest, signal: AbortSignal): Promise<Omit<Background, 'examples'>> {
    const [notes, passages] = await Promise.all([
      this.#recall(request, signal).catch((error) => this.#without(error, signal, 'recalling failed')),
      this.#lookUp(request, signal).catch((error) => this.#without(error, signal, 'looking up failed')),
    ]);
    return { notes, passages };
  }

  async #recall(
    { character, userId, text }: GroundingRequest,
    signal: AbortSignal,
  ): Promise<readonly Note[]> {
    if (userId === null) return [];
    return await this.#deps.recall({ userId, characterId: character.id, text }, signal);
  }

  async #lookUp({ character, text, before }: GroundingRequest, signal: AbortSignal): Promise<FoundPassage[]> {
    if (character.knowledgeBaseIds.length === 0) return [];
    const bases = await this.#deps.basesOf(character.ownerId, character.knowledgeBaseIds);
    const words = text.trim().split(/\s+/).length;
    const query = words < WORDS_OF_ITS_OWN && before !== undefined ? `${before}\n${text}` : text;
    const ids = bases.map(({ id }) => id);
    return await this.#deps.search(ids, { query, limit: PASSAGES_MAX, scoreThreshold: SCORE_MIN }, signal);
  }

  #without(error: unknown, signal: AbortSignal, message: string): [] {
    signal.throwIfAborted();
    this.#deps.logger.error({ err: error }, message);
    return [];
  }
}
