import type { Principal } from '../accounts/principal.ts';
import type { CharacterService } from '../characters/character-service.ts';
import type {
  AnswerTimeAnalysis,
  IntentAnalysis,
  MessageAnalysis,
  RatingAnalysis,
  SessionAnalysis,
  UserAnalysis,
} from './count/analyses.ts';
import type { CountingThread } from './count/counting-thread.ts';
import type { RangeRequest } from './count/time-range.ts';
import type { Insights } from './insights/find-insights.ts';

/** Analyses by what they count. */
export interface Analyses {
  messages: MessageAnalysis;
  users: UserAnalysis;
  sessions: SessionAnalysis;
  intents: IntentAnalysis;
  ratings: RatingAnalysis;
  answerTimes: AnswerTimeAnalysis;
}

interface AnalyticsDependencies {
  characters: Pick<CharacterService, 'get'>;
  thread: Pick<CountingThread, 'call'>;
}

/** What happened between a character and everybody who talked to it, through whatever door they came. */
export class AnalyticsService {
  readonly #deps: AnalyticsDependencies;

  constructor(deps: AnalyticsDependencies) {
    this.#deps = deps;
  }

  /**
   * Messages are those of users, each counted when it was said, with its answer and the answer's rating. A session is
   * a conversation in which something was said; an end user is whom a program named, or else the account, and of
   * visitors each conversation is one.
   *
   * @throws DomainError `not_found`, `invalid`
   */
  async analyse<Kind extends keyof Analyses>(
    principal: Principal,
    characterId: string,
    kind: Kind,
    range: RangeRequest,
  ): Promise<Analyses[Kind]> {
    const { id } = await this.#deps.characters.get(principal, characterId);
    const counted = await this.#deps.thread.call(kind, { ...range, characterId: id, nowMs: Date.now() });
    return counted as Analyses[Kind];
  }

  /** What stands out in a range. @throws DomainError `not_found`, `invalid` */
  async insights(principal: Principal, characterId: string, range: RangeRequest): Promise<Insights> {
    const { id } = await this.#deps.characters.get(principal, characterId);
    return await this.#deps.thread.call('insights', { ...range, characterId: id, nowMs: Date.now() });
  }
}
