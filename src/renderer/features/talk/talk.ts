import { createContext, useContext } from 'react';
import type { CitationBody } from '../../../shared/citation.ts';
import type { SpeechPlayer } from '../../avatar/audio/speech-player.ts';
import type { Observable } from '../../ui/observable.ts';
import type { SettingsPage } from '../app/companion.ts';
import type { StageHost } from '../character/stage-host.ts';
import type { ChatSession } from '../chat/chat-session.ts';

/** What is shown of a character that is talked to, in the app and on a public page. */
export interface Talk {
  readonly character: Observable<{ name: string }>;
  readonly player: SpeechPlayer;
  readonly session: ChatSession;
  readonly stageHost: StageHost;
  /** What the character begins with, under its name; and who can read what is said. */
  readonly introduction: string | null;
  readonly welcome: 'empty.text' | 'empty.textForGuest' | 'empty.textForVisitor';
  readonly messageCharactersMax: number;
  /** Null where there is one conversation only. */
  readonly startConversation: (() => Promise<void>) | null;
  /** Opens what an answer was taken from; null where it cannot be read. */
  readonly readSource: ((citation: CitationBody) => void) | null;
  /** Null where there is nothing to set. */
  readonly openSettings: ((page: SettingsPage) => void) | null;
}

export const TalkContext = createContext<Talk | null>(null);

export function useTalk(): Talk {
  const talk = useContext(TalkContext);
  if (talk === null) throw new Error('useTalk needs a TalkContext');
  return talk;
}
