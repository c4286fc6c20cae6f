import { Auth } from './auth.ts';
import { Bots } from './bots.ts';
import { Conversations } from './conversations.ts';
import { Http } from './http.ts';
import { Knowledge } from './knowledge.ts';
import { Monitoring } from './monitoring.ts';

export interface ClientOptions {
  /** With `/api/v1`. */
  baseURL?: string;
  /** Of a login; left out where the client signs in with `auth.login`. */
  accessToken?: string;
  /** BCP 47, e.g. `zh-CN` or `en`: what messages of the server are in. */
  language?: string;
  /** For a request, in milliseconds. */
  timeoutMs?: number;
  /** Where there is no global one. */
  WebSocket?: typeof WebSocket;
}

const BASE_URL = 'http://127.0.0.1:8787/chatagent/api/v1';
const TIMEOUT_MS = 120_000;

/** A client of the ChatAgent API. */
export class ChatAgentClient {
  readonly auth: Auth;
  readonly bots: Bots;
  readonly conversations: Conversations;
  readonly knowledge: Knowledge;
  readonly monitoring: Monitoring;

  constructor({
    baseURL = BASE_URL,
    accessToken,
    language,
    timeoutMs = TIMEOUT_MS,
    ...own
  }: ClientOptions = {}) {
    const http = new Http({ baseURL, accessToken, language, timeoutMs });
    this.auth = new Auth(http);
    this.bots = new Bots(http);
    this.conversations = new Conversations(http, (address) => new (own.WebSocket ?? WebSocket)(address));
    this.knowledge = new Knowledge(http);
    this.monitoring = new Monitoring(http);
  }
}
