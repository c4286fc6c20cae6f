import type { PageRequest } from '../../storage/page.ts';
import type { Principal } from '../accounts/principal.ts';
import type { CountingThread } from '../analytics/count/counting-thread.ts';
import type { CharacterService } from '../characters/character-service.ts';
import { DomainError } from '../domain-error.ts';
import type { ChosenEmbeddings } from '../embeddings/chosen-embeddings.ts';
import type { MissedQuestion } from './find-lessons.ts';
import { type AnswerSource, type LearningItem, type LearningStatus, NEXT_STATUSES } from './learning-item.ts';
import type { LearningStore } from './learning-store.ts';
import { UNRELATED_QUESTIONS } from './unrelated-questions.ts';

interface LearningDependencies {
  store: LearningStore;
  characters: Pick<CharacterService, 'get'>;
  thread: Pick<CountingThread, 'call'>;
  embeddings: Pick<ChosenEmbeddings, 'inBackground'>;
  propose(
    owner: Principal,
    question: string,
    signal: AbortSignal,
  ): Promise<{ answer: string; answerSource: AnswerSource } | null>;
}

export interface Generated {
  /** How many answered messages were read. */
  looked: number;
  created: LearningItem[];
  /** Messages that ask what an item is about already. */
  joined: number;
}

/** An item for each of the questions that are asked most; the others come with the next time. */
const CREATED_MAX = 50;
const KNOWN_MAX = 500;
/** A question is what its beginning says. */
const EMBEDDED_CHARACTERS_MAX = 500;
const EMBEDDED_AT_ONCE = 64;

/** What characters could learn from what went badly; somebody decides what they do. */
export class LearningService {
  readonly #deps: LearningDependencies;
  /** Characters whose messages are being read. */
  readonly #reading = new Set<string>();

  constructor(deps: LearningDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws DomainError `not_found` */
  async list(
    principal: Principal,
    characterId: string,
    options: PageRequest & { status?: LearningStatus | undefined },
  ): Promise<{ items: LearningItem[]; total: number }> {
    const { id } = await this.#deps.characters.get(principal, characterId);
    return await this.#deps.store.list(id, options);
  }

  /** @throws DomainError `not_found` */
  async add(
    principal: Principal,
    characterId: string,
    draft: { question: string; answer: string | null; examples: readonly string[] },
  ): Promise<LearningItem> {
    const { id } = await this.#deps.characters.get(principal, characterId);
    return await this.#deps.store.addManual(id, draft);
  }

  /**
   * What is agreed to is kept in the words that were shown, or in these.
   *
   * @throws DomainError `not_found`, `conflict` for what was applied, and for `applied`: that is done, not said
   */
  async decide(
    principal: Principal,
    id: string,
    decision: { status: LearningStatus; question?: string | undefined; answer?: string | undefined },
  ): Promise<LearningItem> {
    const { store } = this.#deps;
    const item = await store.get(principal, id);
    const { status } = decision;
    if (!NEXT_STATUSES[item.status].includes(status)) throw notNext(item.status, status);
    const isKept = status === 'approved';
    const question = decision.question ?? (isKept ? item.question : undefined);
    await store.update(id, {
      status,
      ...(question !== undefined && { question }),
      ...(decision.answer !== undefined
        ? { answer: decision.answer, answerSource: { kind: 'manual' } }
        : isKept && { answer: item.answer }),
    });
    return await store.get(principal, id);
  }

  /**
   * Looks for questions whose answers were rated badly or knew nothing, puts those that ask the same together, and
   * makes an item of each with the best answer that is known. What has an item already joins it.
   *
   * @throws DomainError `not_found`, `conflict` while that is being done
   */
  async generate(principal: Principal, characterId: string, signal: AbortSignal): Promise<Generated> {
    const character = await this.#deps.characters.get(principal, characterId);
    if (this.#reading.has(character.id)) {
      throw new DomainError('conflict', 'What was asked is being read just now; ask again when that is done');
    }
    this.#reading.add(character.id);
    try {
      return await this.#generate({ ...principal, userId: character.ownerId }, character.id, signal);
    } finally {
      this.#reading.delete(character.id);
    }
  }

  async #generate(owner: Principal, characterId: string, signal: AbortSignal): Promise<Generated> {
    const { store, thread } = this.#deps;
    const { looked, missed, praised } = await thread.call('lessons', { characterId });
    if (missed.length === 0) return { looked, created: [], joined: 0 };
    const { items } = await store.list(characterId, { page: 1, limit: KNOWN_MAX });
    const texts = [missed.map(({ content }) => content), items.map(({ question }) => question)];
    const [questions = [], known = [], liked = [], unrelated = []] = await this.#embed(
      [...texts, praised.map(({ question }) => question), UNRELATED_QUESTIONS],
      signal,
    );
    const groups = await thread.call('group', { questions, known, praised: liked, unrelated });
    let joined = 0;
    const created: LearningItem[] = [];
    for (const group of groups.filter((one) => one.known !== null)) {
      const item = items[group.known ?? -1];
      if (item === undefined) continue;
      await store.link(item.id, messagesOf(group.members, missed));
      joined += group.members.length;
    }
    const fresh = groups
      .filter((group) => group.known === null)
      .sort((a, b) => b.members.length - a.members.length);
    for (const { members, praised: at } of fresh.slice(0, CREATED_MAX)) {
      signal.throwIfAborted();
      const asked = members.flatMap((member) => missed[member.at] ?? []);
      const answer = at === null ? undefined : praised[at];
      const proposed =
        answer === undefined
          ? await this.#deps.propose(owner, asked[0]?.content ?? '', signal)
          : { answer: null, answerSource: { kind: 'rated_answer', messageId: answer.messageId } as const };
      const item = await store.addLesson(characterId, {
        source: asked.some(({ reason }) => reason === 'low_rating') ? 'low_rating' : 'unanswered',
        ...(proposed ?? { answer: null, answerSource: null }),
        messages: messagesOf(members, missed),
      });
      if (item !== null) created.push(item);
    }
    return { looked, created, joined };
  }

  /** @returns the vectors of each list */
  async #embed(lists: readonly (readonly string[])[], signal: AbortSignal): Promise<Float32Array[][]> {
    const texts = lists.flat().map((text) => text.slice(0, EMBEDDED_CHARACTERS_MAX));
    const vectors: Float32Array[] = [];
    for (let from = 0; from < texts.length; from += EMBEDDED_AT_ONCE) {
      const some = texts.slice(from, from + EMBEDDED_AT_ONCE);
      vectors.push(...(await this.#deps.embeddings.inBackground(some, signal)).vectors);
    }
    let end = 0;
    return lists.map(({ length }) => {
      end += length;
      return vectors.slice(end - length, end);
    });
  }
}

function messagesOf(
  members: readonly { at: number; likeness: number }[],
  missed: readonly MissedQuestion[],
): { messageId: string; likeness: number }[] {
  return members.flatMap(({ at, likeness }) => {
    const question = missed[at];
    return question === undefined ? [] : [{ messageId: question.messageId, likeness }];
  });
}

function notNext(from: LearningStatus, to: LearningStatus): DomainError {
  const why =
    from === 'applied'
      ? 'This was applied: its answer is an item of the knowledge base “Learned answers”, change or delete it there'
      : `What is ${from} cannot be said to be ${to}; approve it, and then apply what was approved`;
  return new DomainError('conflict', why, { status: from });
}
