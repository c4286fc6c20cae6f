import { z } from 'zod';
import {
  type AccountBody,
  type ApiKeyBody,
  account,
  type accountChanges,
  accountList,
  type apiKeyDraft,
  apiKeyList,
  newApiKey,
  type registration,
} from '../../shared/api/accounts.ts';
import {
  type CharacterBody,
  character,
  characterList,
  type PublishedCharacterBody,
  publishedCharacter,
} from '../../shared/api/characters.ts';
import {
  type ConversationBody,
  conversation,
  conversationList,
  type MessageBody,
  message,
} from '../../shared/api/conversations.ts';
import {
  type ModelFileBody,
  modelFile,
  modelFileList,
  type SettingsBody,
  type SettingsChanges,
  settings,
} from '../../shared/api/settings.ts';
import { type StatusBody, status } from '../../shared/api/status.ts';
import { type VrmModelBody, vrmModel, vrmModelList } from '../../shared/api/vrm-models.ts';
import type { Credentials } from './credentials.ts';
import { GrowthApi } from './growth-api.ts';
import { HttpClient, type UploadOptions } from './http-client.ts';
import { KnowledgeApi } from './knowledge-api.ts';
import { MemoryApi } from './memory-api.ts';
import { TeachingApi } from './teaching-api.ts';

/** The native API, typed; each call throws `ApiError` or `UnreachableError`. */
export class TomoApi {
  readonly #http: HttpClient;
  readonly knowledge: KnowledgeApi;
  readonly memory: MemoryApi;
  readonly teaching: TeachingApi;
  readonly growth: GrowthApi;

  constructor(baseUrl: string, credentials: Credentials) {
    this.#http = new HttpClient(baseUrl, credentials);
    this.knowledge = new KnowledgeApi(this.#http);
    this.memory = new MemoryApi(this.#http);
    this.teaching = new TeachingApi(this.#http);
    this.growth = new GrowthApi(this.#http);
  }

  async status(): Promise<StatusBody> {
    return await this.#http.request(status, '/v1/status');
  }

  async characters(): Promise<CharacterBody[]> {
    return (await this.#http.request(characterList, '/v1/characters?owner=me&limit=100')).characters;
  }

  /** The character of the newest conversation; undefined where there is none. */
  async lastTalkedToId(): Promise<string | undefined> {
    const { conversations } = await this.#http.request(
      conversationList,
      '/v1/conversations?owner=me&limit=1',
    );
    return conversations[0]?.character_id;
  }

  async createCharacter(draft: { name: string; system_prompt: string }): Promise<CharacterBody> {
    return await this.#http.request(character, '/v1/characters', { method: 'POST', json: draft });
  }

  /** Shows a character to everybody who can reach this Tomo; again gives the same addresses. */
  async publishCharacter(id: string): Promise<PublishedCharacterBody> {
    return await this.#http.request(publishedCharacter, `/v1/characters/${id}/publish`, { method: 'POST' });
  }

  async changeStanding(id: string, act: 'unpublish' | 'archive' | 'unarchive'): Promise<CharacterBody> {
    return await this.#http.request(character, `/v1/characters/${id}/${act}`, { method: 'POST' });
  }

  /** With its conversations. */
  async deleteCharacter(id: string): Promise<void> {
    await this.#delete(`/v1/characters/${id}`);
  }

  async updateCharacter(id: string, changes: object): Promise<CharacterBody> {
    return await this.#http.request(character, `/v1/characters/${id}`, { method: 'PUT', json: changes });
  }

  /** The newest conversation with a character; a new one where there is none. */
  async latestConversation(characterId: string): Promise<ConversationBody> {
    const query = `owner=me&character_id=${encodeURIComponent(characterId)}&limit=1`;
    const { conversations } = await this.#http.request(conversationList, `/v1/conversations?${query}`);
    const latest = conversations[0];
    return latest === undefined
      ? await this.startConversation(characterId)
      : await this.conversation(latest.id);
  }

  /** A page of this account's conversations with a character, newest activity first. */
  async conversations(
    characterId: string,
    page: number,
    search: string,
  ): Promise<z.infer<typeof conversationList>> {
    const query = new URLSearchParams({
      owner: 'me',
      character_id: characterId,
      page: String(page),
      limit: '30',
    });
    if (search !== '') query.set('search', search);
    return await this.#http.request(conversationList, `/v1/conversations?${query}`);
  }

  async deleteConversation(id: string): Promise<void> {
    await this.#delete(`/v1/conversations/${id}`);
  }

  async conversation(id: string): Promise<ConversationBody> {
    return await this.#http.request(conversation, `/v1/conversations/${id}`);
  }

  async startConversation(characterId: string): Promise<ConversationBody> {
    return await this.#http.request(conversation, '/v1/conversations', {
      method: 'POST',
      json: { character_id: characterId },
    });
  }

  /** Resolves when the message is stored; the answer comes over the WebSocket. */
  async send(conversationId: string, content: string, whenBusy: 'queue' | 'interrupt'): Promise<MessageBody> {
    return await this.#http.request(message, `/v1/conversations/${conversationId}/messages`, {
      method: 'POST',
      json: { content, when_busy: whenBusy },
    });
  }

  async vrmModels(): Promise<VrmModelBody[]> {
    return (await this.#http.request(vrmModelList, '/v1/vrm-models')).models;
  }

  async uploadVrmModel(file: File): Promise<VrmModelBody> {
    const body = new FormData();
    body.set('file', file);
    return await this.#http.request(vrmModel, '/v1/vrm-models', { method: 'POST', body });
  }

  async settings(): Promise<SettingsBody> {
    return await this.#http.request(settings, '/v1/settings');
  }

  async changeSettings(changes: SettingsChanges): Promise<SettingsBody> {
    return await this.#http.request(settings, '/v1/settings', { method: 'PUT', json: changes });
  }

  /** Who is signed in here. */
  async me(): Promise<AccountBody> {
    return await this.#http.request(account, '/v1/auth/me');
  }

  /** Ends the session: this page is shown out, and so is every other one that uses it. */
  async signOut(): Promise<void> {
    await this.#http.request(z.null(), '/v1/auth/logout', { method: 'POST' });
  }

  async apiKeys(): Promise<ApiKeyBody[]> {
    return (await this.#http.request(apiKeyList, '/v1/api-keys')).api_keys;
  }

  /** @returns the key itself too, which nothing shows again */
  async createApiKey(draft: z.input<typeof apiKeyDraft>): Promise<z.infer<typeof newApiKey>> {
    return await this.#http.request(newApiKey, '/v1/api-keys', { method: 'POST', json: draft });
  }

  async deleteApiKey(id: string): Promise<void> {
    await this.#delete(`/v1/api-keys/${id}`);
  }

  async accounts(): Promise<AccountBody[]> {
    return (await this.#http.request(accountList, '/v1/accounts')).accounts;
  }

  async registerAccount(draft: z.input<typeof registration>): Promise<AccountBody> {
    return await this.#http.request(account, '/v1/auth/register', { method: 'POST', json: draft });
  }

  async changeAccount(id: string, changes: z.input<typeof accountChanges>): Promise<AccountBody> {
    return await this.#http.request(account, `/v1/accounts/${id}`, { method: 'PATCH', json: changes });
  }

  async deleteAccount(id: string): Promise<void> {
    await this.#delete(`/v1/accounts/${id}`);
  }

  async modelFiles(): Promise<ModelFileBody[]> {
    return (await this.#http.request(modelFileList, '/v1/model-files')).models;
  }

  async uploadModelFile(file: File, options: UploadOptions): Promise<ModelFileBody> {
    return await this.#http.upload(
      modelFile,
      `/v1/model-files?name=${encodeURIComponent(file.name)}`,
      file,
      options,
    );
  }

  async #delete(path: string): Promise<void> {
    await this.#http.request(z.null(), path, { method: 'DELETE' });
  }
}
