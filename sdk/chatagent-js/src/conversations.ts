import { ConversationSocket, type SocketMaker } from './conversation-socket.ts';
import type { Http } from './http.ts';
import type {
  Acted,
  Conversation,
  ConversationDraft,
  ConversationList,
  Exchange,
  MessageList,
  PartOfList,
} from './types.ts';

export interface SendOptions {
  /** Its keys are kept as they are. */
  metadata?: Record<string, unknown>;
  messageType?: 'text';
  /** Cuts the answer off. */
  signal?: AbortSignal;
}

/** `client.conversations` */
export class Conversations {
  readonly #http: Http;
  readonly #openSocket: SocketMaker;

  constructor(http: Http, openSocket: SocketMaker) {
    this.#http = http;
    this.#openSocket = openSocket;
  }

  create(draft: ConversationDraft): Promise<Conversation> {
    return this.#http.request('POST', '/conversations/', { body: draft });
  }

  list(
    options: PartOfList & { botId?: string; status?: Conversation['status'] } = {},
  ): Promise<ConversationList> {
    return this.#http.request('GET', '/conversations/', { query: options });
  }

  get(conversationId: string): Promise<Conversation> {
    return this.#http.request('GET', path(conversationId));
  }

  /** What is left out stays as it is. */
  update(
    conversationId: string,
    changes: {
      title?: string;
      context?: Record<string, unknown>;
      status?: Conversation['status'];
    },
  ): Promise<Conversation> {
    return this.#http.request('PUT', path(conversationId), { body: changes });
  }

  delete(conversationId: string): Promise<Acted & { conversationId: string }> {
    return this.#http.request('DELETE', path(conversationId));
  }

  /** Says something, and waits for the whole answer. */
  sendMessage(conversationId: string, content: string, options: SendOptions = {}): Promise<Exchange> {
    const { metadata, messageType = 'text', signal } = options;
    const body = { content, messageType, ...(metadata === undefined ? {} : { metadata }) };
    return this.#http.request('POST', `${path(conversationId)}/messages`, { body, signal });
  }

  /** Oldest first. */
  messages(conversationId: string, options: PartOfList = {}): Promise<MessageList> {
    return this.#http.request('GET', `${path(conversationId)}/messages`, { query: options });
  }

  /** A WebSocket to one conversation: answers while they are written. */
  connect(conversationId: string): Promise<ConversationSocket> {
    const { baseURL, accessToken } = this.#http;
    const address = new URL(`${baseURL.replace(/^http/, 'ws')}/ws${path(conversationId)}`);
    if (accessToken !== undefined) address.searchParams.set('token', accessToken);
    return ConversationSocket.open(this.#openSocket(address.href));
  }
}

const path = (conversationId: string): string => `/conversations/${encodeURIComponent(conversationId)}`;
