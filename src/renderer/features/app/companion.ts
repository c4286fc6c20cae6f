import i18next from 'i18next';
import type { AccountBody } from '../../../shared/api/accounts.ts';
import type { CharacterBody } from '../../../shared/api/characters.ts';
import type { ConversationBody } from '../../../shared/api/conversations.ts';
import type { CitationBody } from '../../../shared/citation.ts';
import type { Credentials } from '../../api/credentials.ts';
import { RealtimeClient } from '../../api/realtime-client.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { TomoApi } from '../../api/tomo-api.ts';
import { SpeechPlayer } from '../../avatar/audio/speech-player.ts';

import { Notices } from '../../ui/notices.ts';
import { Observable } from '../../ui/observable.ts';
import { StageHost } from '../character/stage-host.ts';
import { Wardrobe } from '../character/wardrobe.ts';
import { ChatSession } from '../chat/chat-session.ts';
import { Library } from '../knowledge/library.ts';
import { ModelDesk } from '../settings/model-desk.ts';
import { applyLoudness } from '../talk/loudness.ts';
import type { Talk } from '../talk/talk.ts';

export type SettingsPage =
  | 'models'
  | 'character'
  | 'documents'
  | 'memory'
  | 'teaching'
  | 'appearance'
  | 'access'
  | 'about';

/** The account has no character that it could talk to. */
export class NobodyThereError extends Error {
  override readonly name = 'NobodyThereError';
}

/** Everything behind the page, once it is signed in: one character, its voice, its stage and its conversation. */
export class Companion implements Talk {
  readonly api: TomoApi;
  readonly credentials: Credentials;
  /** Who is signed in. */
  readonly me: AccountBody;
  /** Where programs reach Tomo, e.g. `http://127.0.0.1:8787`. */
  readonly serverUrl: string;
  readonly player = new SpeechPlayer();
  readonly notices = new Notices();
  readonly character: Observable<CharacterBody>;
  readonly session: ChatSession;
  readonly stageHost: StageHost;
  readonly wardrobe: Wardrobe;
  readonly models: ModelDesk;
  readonly library: Library;
  /** The open page of the settings; null while they are closed. */
  readonly settingsPage = new Observable<SettingsPage | null>(null);
  readonly introduction = null;
  readonly welcome: Talk['welcome'];
  readonly messageCharactersMax = 32_000;

  private constructor(
    serverUrl: string,
    credentials: Credentials,
    api: TomoApi,
    me: AccountBody,
    character: CharacterBody,
    conversation: ConversationBody,
  ) {
    this.api = api;
    this.credentials = credentials;
    this.me = me;
    this.welcome = me.role === 'owner' ? 'empty.text' : 'empty.textForGuest';
    this.serverUrl = serverUrl;
    this.character = new Observable(character);
    this.models = new ModelDesk(this.api, this.notices, me.role === 'owner');
    this.library = new Library({
      api,
      character: this.character,
      firstName: () => i18next.t('documents.firstCollection'),
    });
    this.session = new ChatSession({
      api: this.api,
      voice: this.player,
      connect: ({ onState, onFrame }) =>
        new RealtimeClient(serverUrl, credentials, {
          onState,
          onFrame: (frame) => {
            this.library.receive(frame);
            onFrame(frame);
          },
        }),
      conversation,
      onTurnFailed: () => void this.models.refreshStatus(),
    });
    this.stageHost = new StageHost({
      player: this.player,
      character: this.character,
      animationsUrl: `${serverUrl}/app/resources/animations/`,
      onNotLoaded: (reason) => this.notices.show('bad', 'character.notLoaded', { reason }),
    });
    this.wardrobe = new Wardrobe(this);
    applyLoudness(this.player);
  }

  /**
   * Signs in.
   *
   * @param signal ends an attempt that another one took the place of: two companions would both speak
   * @throws NobodyThereError, ApiError, UnreachableError, or an `AbortError`
   */
  static async meet(serverUrl: string, credentials: Credentials, signal: AbortSignal): Promise<Companion> {
    const api = new TomoApi(serverUrl, credentials);
    const [me, everybody, talkedToId] = await Promise.all([api.me(), api.characters(), api.lastTalkedToId()]);
    const characters = everybody.filter(({ status }) => status !== 'archived');
    // Whoever was talked to last, else the first one there was: a script that makes characters must not change who greets.
    const character = characters.find(({ id }) => id === talkedToId) ?? characters.at(-1);
    if (character === undefined) throw new NobodyThereError('Nobody is there to talk to');
    const conversation = await api.latestConversation(character.id);
    signal.throwIfAborted();
    return new Companion(serverUrl, credentials, api, me, character, conversation);
  }

  /** Goes over to another character, where the two left off. */
  async talkTo(next: CharacterBody): Promise<void> {
    if (next.id === this.character.value.id) return;
    try {
      await this.session.open(() => this.api.latestConversation(next.id));
    } catch (error) {
      this.notices.show('bad', 'character.notReached', { name: next.name, reason: reasonOf(error) });
      return;
    }
    this.character.set(next);
    await this.stageHost.showCurrent();
  }

  /** The character was deleted or put away: another one takes over; without any, the page begins anew. */
  async partWithCharacter(): Promise<void> {
    const { id } = this.character.value;
    const others = (await this.api.characters()).filter(
      (other) => other.status !== 'archived' && other.id !== id,
    );
    // The first one there was, as for whoever signs in.
    const next = others.at(-1);
    if (next === undefined) location.reload();
    else await this.talkTo(next);
  }

  readonly openSettings = (page: SettingsPage): void => this.settingsPage.set(page);

  readonly readSource = ({ knowledge_base_id, document_id, filename, position }: CitationBody): void => {
    this.library.read({ baseId: knowledge_base_id, documentId: document_id, filename, position });
    this.settingsPage.set('documents');
  };

  readonly startConversation = async (): Promise<void> => {
    try {
      await this.session.open(() => this.api.startConversation(this.character.value.id));
    } catch (error) {
      this.notices.show('bad', 'chat.newFailed', { reason: reasonOf(error) });
    }
  };

  close(): void {
    this.session.close();
    this.models.close();
    void this.player.dispose();
  }
}
