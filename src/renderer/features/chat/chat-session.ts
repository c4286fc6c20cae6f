import type { ServerFrame, SpeechChunkFrame } from '../../../shared/realtime.ts';
import type { ConnectionState, RealtimeHandlers } from '../../api/realtime-client.ts';
import { Observable } from '../../ui/observable.ts';
import { type ChatEntry, entriesOf, type OpenConversation } from './chat-entry.ts';
import { ConversationLog } from './conversation-log.ts';
import { toChatFailure } from './to-chat-failure.ts';

export type Phase = 'idle' | 'listening' | 'thinking' | 'speaking';

export interface ChatState {
  entries: readonly ChatEntry[];
  phase: Phase;
  connection: ConnectionState;
  /** An answer is being made or spoken: there is something to stop. */
  busy: boolean;
  /** Answers that came whole since the page was opened, plus those that were there. */
  answers: number;
}

/** What the session needs of `SpeechPlayer`. */
export interface Voice {
  readonly speaking: boolean;
  enqueue(chunk: SpeechChunkFrame): void;
  interrupt(): void;
  on(name: 'chunkStart' | 'idle', listener: () => void): () => void;
}

/** What the session needs of `RealtimeClient`. */
export interface Realtime {
  follow(conversationId: string): void;
  interrupt(conversationId: string): void;
  close(): void;
}

/** What the session needs of `TomoApi`. */
export interface ConversationApi {
  conversation(id: string): Promise<OpenConversation>;
  send(conversationId: string, content: string, whenBusy: 'interrupt'): Promise<{ id: string }>;
}

export interface ChatSessionOptions {
  api: ConversationApi;
  voice: Voice;
  connect(handlers: RealtimeHandlers): Realtime;
  conversation: OpenConversation;
  /** An answer broke: the model may be in trouble. */
  onTurnFailed?(): void;
}

/** One conversation: what was said, who is talking now, and the way to the server. */
export class ChatSession {
  readonly state: Observable<ChatState>;
  readonly #options: ChatSessionOptions;
  readonly #realtime: Realtime;
  readonly #stops: (() => void)[];
  #log: ConversationLog;
  #conversationId: string;
  #connection: ConnectionState = 'connecting';
  #typing = false;
  /** Messages of the user that wait for the end of their answer, oldest first. */
  readonly #awaiting = new Set<string>();
  /** Drafts on their way, before the server knows them. */
  #sending = 0;
  /** Turns that were cut off and have not said so yet: what they still say is not spoken. */
  #cutOff = 0;
  #missedFrames = false;

  constructor(options: ChatSessionOptions) {
    this.#options = options;
    this.#conversationId = options.conversation.id;
    this.#log = new ConversationLog(entriesOf(options.conversation));
    this.state = new Observable(this.#snapshot());
    this.#stops = (['chunkStart', 'idle'] as const).map((name) =>
      options.voice.on(name, () => this.#publish()),
    );
    this.#realtime = options.connect({
      onFrame: (frame) => this.#receive(frame),
      onState: (state) => this.#onConnection(state),
    });
    this.#follow();
  }

  get conversationId(): string {
    return this.#conversationId;
  }

  /** Says something; cuts the character off where it is still talking. */
  async send(text: string): Promise<void> {
    const content = text.trim();
    if (content === '') return;
    await this.#deliver(this.#log.addDraft(content), content);
  }

  /** Sends a message again: one that failed on its way, or the last one where its answer failed. */
  async retry(key: string): Promise<void> {
    const entry = this.#log.entries.find((other) => other.key === key);
    if (entry?.role === 'user') {
      this.#log.resend(key);
      await this.#deliver(key, entry.text);
      return;
    }
    const text = this.#log.lastUserText();
    if (text !== null) await this.send(text);
  }

  /** Silences the character and ends the answer that is being made. */
  interrupt(): void {
    this.#silence();
    this.#realtime.interrupt(this.#conversationId);
    this.#publish();
  }

  /** Goes on in another conversation. @throws what `load` throws; then this one stays */
  async open(load: () => Promise<OpenConversation>): Promise<void> {
    this.interrupt();
    const conversation = await load();
    this.#conversationId = conversation.id;
    this.#log = new ConversationLog(entriesOf(conversation));
    this.#forgetTurns();
    this.#follow();
    this.#publish();
  }

  /** The person is writing: the character listens. */
  setTyping(typing: boolean): void {
    if (typing === this.#typing) return;
    this.#typing = typing;
    this.#publish();
  }

  close(): void {
    this.#realtime.close();
    for (const stop of this.#stops) stop();
    this.#options.voice.interrupt();
  }

  async #deliver(key: string, content: string): Promise<void> {
    const conversationId = this.#conversationId;
    this.#silence();
    this.#sending++;
    if (this.#connection !== 'open') this.#missedFrames = true;
    this.#publish();
    try {
      const stored = await this.#options.api.send(conversationId, content, 'interrupt');
      if (this.#log.confirm(key, stored.id)) this.#awaiting.add(stored.id);
    } catch (error) {
      this.#log.fail(key, toChatFailure(error));
    } finally {
      this.#sending--;
      this.#publish();
    }
  }

  #silence(): void {
    this.#cutOff = this.#awaiting.size;
    this.#options.voice.interrupt();
  }

  /** An answer may have ended after the conversation was asked for and before its frames came here. */
  #follow(): void {
    this.#realtime.follow(this.#conversationId);
    if (this.#log.entries.at(-1)?.role === 'user') this.#missedFrames = true;
    this.#catchUp();
  }

  #catchUp(): void {
    if (this.#connection !== 'open' || !this.#missedFrames) return;
    this.#missedFrames = false;
    void this.#reload();
  }

  #onConnection(state: ConnectionState): void {
    this.#connection = state;
    if (state === 'lost') {
      this.#missedFrames = true;
      this.#forgetTurns();
    }
    this.#catchUp();
    this.#publish();
  }

  async #reload(): Promise<void> {
    const id = this.#conversationId;
    try {
      const conversation = await this.#options.api.conversation(id);
      if (id !== this.#conversationId) return;
      this.#log.merge(entriesOf(conversation));
      this.#forgetTurns();
      this.#publish();
    } catch {
      this.#missedFrames = true;
    }
  }

  #receive(frame: ServerFrame): void {
    if ('conversation_id' in frame && frame.conversation_id !== this.#conversationId) return;
    switch (frame.type) {
      case 'message_received':
        if (this.#log.receive(frame.message_id, frame.content)) this.#awaiting.add(frame.message_id);
        break;
      case 'message_chunk':
        this.#log.append(frame.message_id, frame.content);
        break;
      case 'speech_chunk':
        if (this.#cutOff === 0) this.#options.voice.enqueue(frame);
        break;
      case 'message_complete':
        this.#log.end(frame.message_id, frame.content, 'complete', frame.citations);
        this.#endTurn();
        break;
      case 'message_interrupted':
        this.#log.end(frame.message_id, frame.content, 'interrupted');
        this.#endTurn();
        break;
      case 'error':
        this.#receiveError(frame);
        break;
      default:
        return;
    }
    this.#publish();
  }

  #receiveError({ code, message, details }: Extract<ServerFrame, { type: 'error' }>): void {
    const { message_id: messageId, conversation_id: conversationId } = details;
    if (typeof messageId !== 'string' || conversationId !== this.#conversationId) return;
    this.#log.endFailed(messageId, { code, message });
    this.#endTurn();
    this.#options.onTurnFailed?.();
  }

  /** Turns end in the order in which their messages were stored. */
  #endTurn(): void {
    const [oldest] = this.#awaiting;
    if (oldest !== undefined) this.#awaiting.delete(oldest);
    this.#cutOff = Math.max(this.#cutOff - 1, 0);
  }

  #forgetTurns(): void {
    this.#awaiting.clear();
    this.#cutOff = 0;
  }

  #publish(): void {
    this.state.set(this.#snapshot());
  }

  #snapshot(): ChatState {
    const { entries, streaming } = this.#log;
    const answering = this.#sending > 0 || this.#awaiting.size > this.#cutOff || streaming !== undefined;
    const { speaking } = this.#options.voice;
    const waiting = answering ? 'thinking' : this.#typing ? 'listening' : 'idle';
    return {
      entries,
      phase: speaking ? 'speaking' : waiting,
      connection: this.#connection,
      busy: answering || speaking,
      answers: entries.filter(({ role, state }) => role === 'assistant' && state === 'complete').length,
    };
  }
}
