import { Characters } from './characters.ts';
import { Conversations } from './conversations.ts';
import { Http } from './http.ts';
import { Realtime } from './realtime.ts';
import { Accounts, ApiKeys, listVoices, Messages, readStatus, VrmModels } from './resources.ts';
import { Auth, type Session, SignIn } from './sign-in.ts';
import type { Status, Voice } from './types.ts';

export interface ClientOptions {
  /** The owner's key, or one made under Access. Left out where the client signs in with `auth.login`. */
  apiKey?: string | undefined;
  /** With `/v1`. */
  baseUrl?: string;
  /** Told of the tokens of a login whenever they change: keep the newest, and only it. */
  onSession?: (session: Session | null) => void;
  /** For a request, in milliseconds. */
  timeoutMs?: number;
  /** Where there is no global one. */
  WebSocket?: typeof WebSocket;
}

const BASE_URL = 'http://127.0.0.1:8787/v1';
const TIMEOUT_MS = 120_000;

/** A client of Tomo's native API. */
export class TomoClient {
  readonly auth: Auth;
  readonly characters: Characters;
  readonly conversations: Conversations;
  readonly messages: Messages;
  readonly vrmModels: VrmModels;
  readonly apiKeys: ApiKeys;
  readonly accounts: Accounts;
  readonly #http: Http;
  readonly #realtime: Realtime;

  constructor(options: ClientOptions = {}) {
    const baseUrl = (options.baseUrl ?? BASE_URL).replace(/\/+$/, '');
    const signIn = new SignIn(options.apiKey);
    this.#http = new Http(baseUrl, signIn, options.timeoutMs ?? TIMEOUT_MS);
    signIn.use(this.#http);
    signIn.onSession = options.onSession;
    this.#realtime = new Realtime(baseUrl, signIn, options.WebSocket);
    this.auth = new Auth(this.#http, signIn);
    this.characters = new Characters(this.#http);
    this.conversations = new Conversations(this.#http, this.#realtime);
    this.messages = new Messages(this.#http);
    this.vrmModels = new VrmModels(this.#http);
    this.apiKeys = new ApiKeys(this.#http);
    this.accounts = new Accounts(this.#http);
  }

  voices(): Promise<Voice[]> {
    return listVoices(this.#http);
  }

  status(): Promise<Status> {
    return readStatus(this.#http);
  }

  /** Ends every conversation that is listened to; requests still work. */
  close(): void {
    this.#realtime.close();
  }
}
