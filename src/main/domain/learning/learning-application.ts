import type { Principal } from '../accounts/principal.ts';
import type { Character } from '../characters/character.ts';
import type { CharacterService } from '../characters/character-service.ts';
import type { Rehearsal } from '../chat/rehearsal.ts';
import { DomainError } from '../domain-error.ts';
import { declines } from '../grounding/declines.ts';
import type { KnowledgeBaseService } from '../knowledge/bases/knowledge-base-service.ts';
import type { KnowledgeItems } from '../knowledge/items/knowledge-items.ts';
import { TEXT_CHARS_MAX } from '../training/check-example.ts';
import type { LearningItem } from './learning-item.ts';
import type { LearningStore } from './learning-store.ts';

interface ApplicationDependencies {
  store: LearningStore;
  characters: Pick<CharacterService, 'get'>;
  bases: Pick<KnowledgeBaseService, 'createFor' | 'ofOwner'>;
  items: Pick<KnowledgeItems, 'add'>;
  rehearsal: Pick<Rehearsal, 'ask'>;
  /** Gives a character examples of how to answer. */
  teach(
    principal: Principal,
    characterId: string,
    examples: readonly { text: string; response: string }[],
  ): Promise<void>;
}

/** The same questions, asked before and after. */
export interface LearningEffect {
  asked: number;
  /** By a document, and not by saying that nothing is known. */
  answeredBefore: number;
  answeredAfter: number;
}

export interface Application {
  applied: LearningItem[];
  skipped: { id: string; reason: string }[];
  /** Null where nothing was applied or nobody wanted to know. */
  effect: LearningEffect | null;
}

export const LEARNED_BASE = 'Learned answers';
const APPLIED_MAX = 100;
/** Each is asked twice, and somebody waits. */
const ASKED_MAX = 12;
const ASKED_OF_ITEM_MAX = 3;

/** Lets characters know what was approved. */
export class LearningApplication {
  readonly #deps: ApplicationDependencies;
  /** Characters that are learning. */
  readonly #learning = new Set<string>();

  constructor(deps: ApplicationDependencies) {
    this.#deps = deps;
  }

  /**
   * Adds each approved answer to what the character looks things up in, and to its examples.
   *
   * @param options `itemIds`: only these; `measure`: ask their questions before and after
   * @throws DomainError `not_found`, `conflict` while it is being done
   */
  async apply(
    principal: Principal,
    characterId: string,
    options: { itemIds?: readonly string[] | undefined; measure: boolean },
    signal: AbortSignal,
  ): Promise<Application> {
    const character = await this.#deps.characters.get(principal, characterId);
    const { id } = character;
    if (this.#learning.has(id)) {
      throw new DomainError(
        'conflict',
        'What was approved is being applied just now; ask again when that is done',
      );
    }
    this.#learning.add(id);
    try {
      return await this.#apply({ ...principal, userId: character.ownerId }, character, options, signal);
    } finally {
      this.#learning.delete(id);
    }
  }

  async #apply(
    owner: Principal,
    character: Character,
    { itemIds, measure }: { itemIds?: readonly string[] | undefined; measure: boolean },
    signal: AbortSignal,
  ): Promise<Application> {
    const { store, items, characters, teach } = this.#deps;
    const { items: found } = await store.list(character.id, {
      page: 1,
      limit: APPLIED_MAX,
      status: 'approved',
    });
    const approved = found.filter(({ id }) => itemIds?.includes(id) ?? true);
    const ready = approved.filter((item): item is LearningItem & { answer: string } => item.answer !== null);
    const skipped = approved
      .filter(({ answer }) => answer === null)
      .map(({ id }) => ({ id, reason: 'It has no answer yet: give one when you approve it' }));
    for (const id of itemIds ?? []) {
      if (approved.some((item) => item.id === id)) continue;
      skipped.push({ id, reason: 'There is no approved item of this id' });
    }
    if (ready.length === 0) return { applied: [], skipped, effect: null };
    const questions = measure ? questionsOf(ready) : [];
    const answeredBefore = await this.#answered(character, questions, signal);
    const taught = ready.flatMap(({ question, examples, answer }) =>
      [...new Set([question, ...examples])]
        .filter(({ length }) => length <= TEXT_CHARS_MAX)
        .map((text) => ({ text, response: answer })),
    );
    await teach(owner, character.id, taught);
    const baseId = await this.#baseOf(owner, character);
    for (const { id, question, answer, examples } of ready) {
      signal.throwIfAborted();
      // Questions stand in it too: they are what it is found by, and what follows one is its answer.
      const asked = [question, ...examples.filter((example) => example !== question).slice(0, 2)];
      const content = `${asked.map(asQuestion).join('\n')}\n${answer}`;
      const added = await items.add(owner, baseId, {
        title: question,
        content,
        tags: ['learned'],
        source: id,
      });
      await store.update(id, { status: 'applied', appliedAtMs: Date.now(), documentId: added.id });
    }
    const knowing = await characters.get(owner, character.id);
    const answeredAfter = await this.#answered(knowing, questions, signal);
    const applied = await Promise.all(ready.map(({ id }) => store.get(owner, id)));
    const effect = measure ? { asked: questions.length, answeredBefore, answeredAfter } : null;
    return { applied, skipped, effect };
  }

  async #answered(character: Character, questions: readonly string[], signal: AbortSignal): Promise<number> {
    let count = 0;
    for (const question of questions) {
      const { content, citations } = await this.#deps.rehearsal.ask(character, question, signal);
      if (citations.length > 0 && !declines(content)) count += 1;
    }
    return count;
  }

  /** The one that the character has, or a new one. */
  async #baseOf(owner: Principal, { id, ownerId, knowledgeBaseIds }: Character): Promise<string> {
    const bases = await this.#deps.bases.ofOwner(ownerId, knowledgeBaseIds);
    const known = bases.find(({ name }) => name === LEARNED_BASE);
    if (known !== undefined) return known.id;
    const description = 'Answers that were approved after questions that could not be answered well.';
    return (await this.#deps.bases.createFor(owner, id, { name: LEARNED_BASE, description })).id;
  }
}

/** Of every item its question first, then the other ways to ask it. */
function questionsOf(items: readonly LearningItem[]): string[] {
  const questions: string[] = [];
  for (let at = 0; at < ASKED_OF_ITEM_MAX; at++) {
    for (const { question, examples } of items) {
      const asked = [...new Set([question, ...examples])][at];
      if (asked !== undefined && questions.length < ASKED_MAX) questions.push(asked);
    }
  }
  return questions;
}

/** What was asked without a question mark is read as a question by whoever quotes from it. */
function asQuestion(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return /[?？]$/u.test(plain) ? plain : `${plain.replace(/[.!。！…]+$/u, '')}?`;
}
