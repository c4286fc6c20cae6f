import { ChatAgentError, errorFrom } from './errors.ts';
import { toCamel } from './letter-case.ts';

/** What comes over the socket of a conversation. */
export type ChatEvent =
  | { type: 'user_message'; messageId: string; conversationId: string; content: string; timestamp: string }
  | { type: 'stream_chunk'; conversationId: string; chunkId: number; content: string; isFinal: boolean }
  | {
      type: 'stream_complete';
      conversationId: string;
      messageId: string;
      fullContent: string;
      interrupted?: true;
    }
  | {
      type: 'bot_response';
      messageId: string;
      conversationId: string;
      content: string;
      messageType: string;
      timestamp: string;
      interrupted?: true;
    };

export type SocketMaker = (address: string) => WebSocket;

/** A WebSocket to one conversation. */
export class ConversationSocket implements AsyncIterable<ChatEvent> {
  readonly #socket: WebSocket;
  readonly #listeners = new Set<(event: ChatEvent | ChatAgentError) => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as { type: string };
      if (frame.type === 'pong') return;
      this.#tell(frame.type === 'error' ? errorFrom(frame) : (toCamel(frame) as ChatEvent));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      this.#tell(
        new ChatAgentError('CLOSED', `The connection ended (${code} ${reason})`.trim(), {
          details: { code },
        }),
      );
    });
  }

  /** @throws ChatAgentError where it cannot be opened */
  static async open(socket: WebSocket): Promise<ConversationSocket> {
    const opened = new ConversationSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener(
        'error',
        () => reject(new ChatAgentError('UNREACHABLE', 'The conversation’s socket cannot be opened')),
        { once: true },
      );
    });
    return opened;
  }

  /** Without waiting for the answer: that comes to whoever goes through the events of this socket. */
  send(content: string): void {
    this.#send({ type: 'user_message', content, message_type: 'text' });
  }

  /**
   * Says something and gives the events of the answer as they come; `bot_response` is the last one. One at a time:
   * the answers of a conversation come one after the other.
   *
   * @throws ChatAgentError where it is not answered
   */
  async *say(content: string): AsyncGenerator<ChatEvent> {
    const events = this[Symbol.asyncIterator]();
    try {
      this.send(content);
      for (;;) {
        const { value, done } = await events.next();
        if (done === true) return;
        if (value.type === 'user_message') continue;
        yield value;
        const isCut =
          value.type === 'stream_complete' && value.interrupted === true && value.fullContent === '';
        if (value.type === 'bot_response' || isCut) return;
      }
    } finally {
      await events.return?.();
    }
  }

  /** Cuts off the answer that is written. */
  interrupt(): void {
    this.#send({ type: 'interrupt' });
  }

  /** Every event, whoever caused it, until the socket is closed. @throws ChatAgentError for what fails */
  [Symbol.asyncIterator](): AsyncIterator<ChatEvent> {
    const waiting: (ChatEvent | ChatAgentError)[] = [];
    let wake: (() => void) | undefined;
    const listen = (event: ChatEvent | ChatAgentError): void => {
      waiting.push(event);
      wake?.();
    };
    this.#listeners.add(listen);
    const stop = (): IteratorResult<ChatEvent> => {
      this.#listeners.delete(listen);
      return { done: true, value: undefined };
    };
    return {
      next: async () => {
        while (waiting.length === 0) {
          if (this.#socket.readyState > this.#socket.OPEN) return stop();
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const value = waiting.shift() as ChatEvent | ChatAgentError;
        if (!(value instanceof ChatAgentError)) return { done: false, value };
        stop();
        throw value;
      },
      return: async () => stop(),
    };
  }

  close(): void {
    this.#socket.close();
  }

  #send(frame: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) {
      throw new ChatAgentError('CLOSED', 'The connection to the conversation has ended');
    }
    this.#socket.send(JSON.stringify(frame));
  }

  #tell(event: ChatEvent | ChatAgentError): void {
    for (const listen of [...this.#listeners]) listen(event);
  }
}
