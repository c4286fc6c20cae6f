import type { Character } from '../characters/character.ts';

/** `new` until it is started for the first time: it answers, like any character. A stopped one does not. */
export type BotState = 'new' | 'running' | 'stopped';

/** What a platform needs to know, e.g. `webhook_url` and `api_key` of `web`. */
export type PlatformConfig = Record<string, unknown>;

/** A character as something that runs on a platform. */
export interface Bot {
  character: Character;
  /** A picture somewhere else; null where it has that of its avatar. */
  avatarUrl: string | null;
  platformType: string;
  /** With its keys: what is shown of it is for whoever shows it to decide. */
  platformConfig: PlatformConfig;
  /** As they were asked for; not all of them need be there. */
  plugins: string[];
  state: BotState;
  /** When it was last started; null before that. */
  startedAtMs: number | null;
}

/** What is counted of a bot. */
export interface BotFigures {
  /** Everything that was said to it and by it. */
  messages: number;
  /** Answers that could not be written. */
  failures: number;
  /** When something was last said, or an answer failed; null before that. */
  lastActivityAtMs: number | null;
  /** Whether the last answer that it tried to write failed. */
  isFailing: boolean;
}

export const DEFAULT_PLATFORM = 'web';
