import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import type { VoiceConfig } from '../characters/character.ts';
import { notFound } from '../domain-error.ts';

/** Speaks a whole text; returns a WAV file. */
export type SpeakText = (text: string, voice: VoiceConfig) => Promise<Uint8Array>;

/** The sound of finished answers: made when it is first asked for, then kept. */
export class MessageAudio {
  readonly #db: Kysely<Schema>;
  readonly #directory: string;
  readonly #speak: SpeakText;
  readonly #making = new Map<string, Promise<string>>();

  constructor(options: { db: Kysely<Schema>; directory: string; speak: SpeakText }) {
    this.#db = options.db;
    this.#directory = options.directory;
    this.#speak = options.speak;
  }

  /**
   * The WAV file of an answer.
   *
   * @param viewer null for whoever has shown a signed address
   * @throws DomainError `not_found` for what is not an answer.
   * @throws EngineError
   */
  async file(viewer: Principal | null, messageId: string): Promise<string> {
    const message = await this.#db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .innerJoin('characters', 'characters.id', 'conversations.character_id')
      .select(['messages.content', 'characters.voice_config_json', 'conversations.user_id'])
      .where('messages.id', '=', messageId)
      .where('messages.role', '=', 'assistant')
      .executeTakeFirst();
    if (message === undefined || (viewer !== null && !mayTouch(viewer, message.user_id))) {
      throw notFound('message', messageId);
    }

    const file = this.#path(messageId);
    if (await exists(file)) return file;
    const voice = JSON.parse(message.voice_config_json) as VoiceConfig;
    const making =
      this.#making.get(messageId) ??
      this.#make(file, message.content, voice).finally(() => this.#making.delete(messageId));
    this.#making.set(messageId, making);
    return await making;
  }

  /** Removes what was kept of these answers, also what is being made just now. */
  async remove(messageIds: readonly string[]): Promise<void> {
    const removals = messageIds.map(async (id) => {
      await this.#making.get(id)?.catch(() => {});
      await rm(this.#path(id), { force: true });
    });
    await Promise.all(removals);
  }

  async #make(file: string, text: string, voice: VoiceConfig): Promise<string> {
    const wav = await this.#speak(text, voice);
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.part`, wav, { mode: 0o600 });
    await rename(`${file}.part`, file);
    return file;
  }

  #path(messageId: string): string {
    return join(this.#directory, `${messageId}.wav`);
  }
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
