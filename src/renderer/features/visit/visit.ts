import type { PublicCharacterBody, PublicConversationBody } from '../../../shared/api/public.ts';
import { ApiError } from '../../api/http-client.ts';
import { RealtimeClient } from '../../api/realtime-client.ts';
import { VisitorApi } from '../../api/visitor-api.ts';
import { VisitorCredentials } from '../../api/visitor-credentials.ts';
import { SpeechPlayer } from '../../avatar/audio/speech-player.ts';
import { Observable } from '../../ui/observable.ts';
import { StageHost } from '../character/stage-host.ts';
import { ChatSession } from '../chat/chat-session.ts';
import { applyLoudness } from '../talk/loudness.ts';
import type { Talk } from '../talk/talk.ts';

interface Beginning {
  character: PublicCharacterBody;
  credentials: VisitorCredentials;
  conversation: PublicConversationBody;
}

/** Everything behind a public page: one character, its voice, its stage, and a conversation without an account. */
export class Visit implements Talk {
  readonly player = new SpeechPlayer();
  readonly character: Observable<PublicCharacterBody>;
  readonly session: ChatSession;
  readonly stageHost: StageHost;
  readonly introduction: string | null;
  readonly welcome = 'empty.textForVisitor';
  readonly messageCharactersMax = 1_000;
  readonly startConversation = null;
  readonly readSource = null;
  readonly openSettings = null;

  private constructor(serverUrl: string, { character, credentials, conversation }: Beginning) {
    this.character = new Observable(character);
    this.introduction = character.description.trim() || null;
    this.session = new ChatSession({
      api: new VisitorApi(serverUrl, credentials),
      voice: this.player,
      connect: (handlers) => new RealtimeClient(serverUrl, credentials, handlers, '/public/ws'),
      conversation,
    });
    this.stageHost = new StageHost({
      player: this.player,
      character: this.character,
      animationsUrl: `${serverUrl}/app/resources/animations/`,
      onNotLoaded: () => {},
    });
    applyLoudness(this.player);
  }

  /**
   * Goes on with the conversation of this tab, or begins one.
   *
   * @param ref the last part of the character's public address, or its id
   * @param signal ends an attempt that another one took the place of
   * @throws ApiError (404 where nobody is public there), UnreachableError, or an `AbortError`
   */
  static async begin(serverUrl: string, ref: string, signal: AbortSignal): Promise<Visit> {
    const door = new VisitorApi(serverUrl, null);
    const character = await door.character(ref);
    const found = (await goOn(serverUrl, character)) ?? (await beginAnew(serverUrl, character));
    signal.throwIfAborted();
    found.credentials.keep();
    return new Visit(serverUrl, { character, ...found });
  }

  close(): void {
    this.session.close();
    void this.player.dispose();
  }
}

type Found = Omit<Beginning, 'character'>;

async function goOn(serverUrl: string, { id }: PublicCharacterBody): Promise<Found | null> {
  const credentials = VisitorCredentials.kept(id);
  if (credentials === null) return null;
  try {
    const api = new VisitorApi(serverUrl, credentials);
    return { credentials, conversation: await api.conversation(credentials.conversationId) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

async function beginAnew(serverUrl: string, { id }: PublicCharacterBody): Promise<Found> {
  const begun = await new VisitorApi(serverUrl, null).begin(id);
  const conversationId = begun.conversation_id;
  const credentials = new VisitorCredentials(id, { token: begun.token, conversationId });
  return {
    credentials,
    conversation: { id: conversationId, character_id: id, started_at: null, messages: [] },
  };
}
