import { Conversation } from './conversation.ts';
import type { Http } from './http.ts';
import { Page } from './pages.ts';
import type { Realtime } from './realtime.ts';
import type { ConversationData, ConversationSummary, Message, Pagination } from './types.ts';

export interface ConversationDraft {
  characterId: string;
  /** Said at once; the conversation then begins with it and its answer. */
  initialMessage?: string;
  /** Called for each whole answer. */
  onMessage?: (message: Message) => void;
}

export interface ConversationListOptions {
  page?: number;
  /** 1 to 100. */
  limit?: number;
  characterId?: string;
  owner?: 'me';
}

/** `client.conversations` */
export class Conversations {
  readonly #http: Http;
  readonly #realtime: Realtime;

  constructor(http: Http, realtime: Realtime) {
    this.#http = http;
    this.#realtime = realtime;
  }

  /** Newest activity first. */
  async list(options: ConversationListOptions = {}): Promise<Page<ConversationSummary>> {
    const { characterId, ...rest } = options;
    const { conversations, pagination } = await this.#http.request<{
      conversations: ConversationSummary[];
      pagination: Pagination;
    }>('GET', '/conversations', { query: { ...rest, character_id: characterId } });
    return new Page(conversations, pagination, (page) => this.list({ ...options, page }));
  }

  async create({ characterId, initialMessage, onMessage }: ConversationDraft): Promise<Conversation> {
    const body = { characterId, ...(initialMessage === undefined ? {} : { initialMessage }) };
    const conversation = this.#open(await this.#http.request('POST', '/conversations', { body }));
    if (onMessage !== undefined) {
      for (const message of conversation.messages) if (message.role === 'assistant') onMessage(message);
      await conversation.listen(onMessage);
    }
    return conversation;
  }

  async get(id: string): Promise<Conversation> {
    return this.#open(await this.#http.request('GET', `/conversations/${encodeURIComponent(id)}`));
  }

  #open(data: ConversationData): Conversation {
    return new Conversation(data, { http: this.#http, realtime: this.#realtime });
  }
}
