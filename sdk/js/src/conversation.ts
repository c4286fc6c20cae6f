import { Answer } from './answer.ts';
import { TomoError } from './errors.ts';
import type { Frame } from './frames.ts';
import type { Http } from './http.ts';
import { Inbox } from './inbox.ts';
import type { Realtime } from './realtime.ts';
import type { AnswerEvent, ConversationData, Message } from './types.ts';

export interface SayOptions {
  /** Also the sound of each clause, with the shapes of the mouth. Makes the answer come at the pace of speech. */
  speech?: boolean;
  /** Whether to wait for an answer that is being given, or to cut it off. */
  whenBusy?: 'queue' | 'interrupt';
  /** Cuts the answer off. */
  signal?: AbortSignal;
  /** So long may nothing happen, in milliseconds. */
  silenceMs?: number;
}

interface Connections {
  http: Http;
  realtime: Realtime;
}

type Event = Frame | { type: 'reconnected' };

const SILENCE_MS = 120_000;

/** One conversation with a character. */
export class Conversation {
  readonly id: string;
  readonly characterId: string;
  readonly startedAt: string;
  /** As they were when the conversation was asked for. */
  readonly messages: readonly Message[];
  readonly #connections: Connections;
  #stopListening: (() => void) | undefined;

  constructor(data: ConversationData, connections: Connections) {
    this.id = data.id;
    this.characterId = data.characterId;
    this.startedAt = data.startedAt;
    this.messages = data.messages;
    this.#connections = connections;
  }

  /**
   * Says something and gives what the character answers as it comes. Whoever leaves the loop cuts the answer off.
   *
   * @throws TomoError, or what `signal` was aborted with
   */
  async *say(content: string, options: SayOptions = {}): AsyncGenerator<AnswerEvent, void, undefined> {
    const { speech = false, whenBusy = 'queue', signal, silenceMs = SILENCE_MS } = options;
    const { http, realtime } = this.#connections;
    const inbox = new Inbox<Event>();
    const stop = await realtime.follow({
      conversationId: this.id,
      speech,
      onFrame: (frame) => inbox.put(frame),
      onReconnected: () => inbox.put({ type: 'reconnected' }),
      onFailed: (error) => inbox.fail(error),
    });
    const answer = new Answer();
    let asked: Message | undefined;
    try {
      const body = { content, inputType: 'text', whenBusy };
      asked = await http.request<Message>('POST', `/conversations/${this.id}/messages`, { body, signal });
      while (!answer.ended) {
        const event = await inbox.next(silenceMs, signal);
        if (event === null) {
          throw new TomoError(
            'answer_lost',
            `Nothing came for ${silenceMs} ms; the answer may be in the history`,
          );
        }
        if (event.type === 'reconnected') {
          const stored = await this.#answerTo(asked.id);
          if (stored !== undefined) yield* answer.takeStored(stored);
        } else if (repliesTo(event) === asked.id) yield* answer.take(event);
      }
    } finally {
      if (asked !== undefined && !answer.ended) realtime.interrupt(this.id);
      stop();
    }
  }

  /** Says something and waits for the whole answer. @throws TomoError */
  async sendMessage(content: string, options: Omit<SayOptions, 'speech'> = {}): Promise<Message> {
    for await (const event of this.say(content, options)) {
      if (event.type !== 'complete' && event.type !== 'interrupted') continue;
      const { type, messageId: id, content: text } = event;
      const common = { id, role: 'assistant' as const, content: text, timestamp: new Date().toISOString() };
      if (type === 'interrupted') return { ...common, state: 'interrupted' };
      const { audioUrl, emotion, animationTriggers } = event;
      return { ...common, audioUrl, emotion, animationTriggers, state: 'complete' };
    }
    throw new TomoError('answer_lost', 'The answer did not come');
  }

  /** Cuts off what the character is saying. */
  interrupt(): void {
    this.#connections.realtime.interrupt(this.id);
  }

  /** The messages as the server has them now, oldest first. */
  async history(): Promise<Message[]> {
    return (await this.#connections.http.request<ConversationData>('GET', `/conversations/${this.id}`))
      .messages;
  }

  /** Calls `listener` for each whole answer, whoever asked, until `close`. */
  async listen(listener: (message: Message) => void): Promise<void> {
    this.#stopListening?.();
    const heard = new Set((await this.history()).map(({ id }) => id));
    const tell = (message: Message): void => {
      if (heard.has(message.id)) return;
      heard.add(message.id);
      listener(message);
    };
    const catchUp = async (): Promise<void> => {
      for (const message of await this.history()) {
        if (message.role === 'assistant' && message.state === 'complete') tell(message);
      }
    };
    this.#stopListening = await this.#connections.realtime.follow({
      conversationId: this.id,
      speech: false,
      onFrame: (frame) => {
        if (frame.type !== 'message_complete') return;
        tell({
          id: frame.message_id,
          role: 'assistant',
          content: frame.content,
          timestamp: new Date().toISOString(),
          audioUrl: frame.audio_url,
          emotion: frame.emotion,
          animationTriggers: frame.animation_triggers,
          state: 'complete',
        });
      },
      // Where the history cannot be read either, the next answer still comes.
      onReconnected: () => void catchUp().catch(() => {}),
      onFailed: () => {},
    });
  }

  /** Ends `listen`. */
  close(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  async delete(): Promise<void> {
    this.close();
    await this.#connections.http.request('DELETE', `/conversations/${this.id}`);
  }

  async #answerTo(messageId: string): Promise<Message | undefined> {
    return (await this.history()).find(({ replyTo }) => replyTo === messageId);
  }
}

function repliesTo(frame: Frame): string | undefined {
  if (frame.type === 'error')
    return typeof frame.details.reply_to === 'string' ? frame.details.reply_to : undefined;
  return 'reply_to' in frame ? frame.reply_to : undefined;
}
