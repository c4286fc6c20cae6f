import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { ContextPlace } from '../context-place.ts';
import type { Entity } from '../entities/entity.ts';
import type { EntityService } from '../entities/entity-service.ts';
import { foldWord, type ReadText } from '../read/mention.ts';
import { readLanguageOf, type TextReader } from '../read/text-reader.ts';
import { referencesIn } from './languages/references-in.ts';
import type { Referent, Resolution } from './reference.ts';

interface ReferenceServiceDependencies {
  db: Kysely<Schema>;
  reader: TextReader;
  entities: EntityService;
}

export interface ResolvedText {
  language: ReadText['language'];
  resolutions: Resolution[];
}

interface SaidText {
  content: string;
  saidAtMs: number;
}

/** Whoever is meant was spoken of lately, or not at all. */
const MESSAGES_BEFORE = 8;
const ENTITIES_MAX = 40;
const LOOKED_AT_CHARACTERS = 1_000;
/** An answer is not kept waiting for a reader that has to start first. */
const WAIT_MS = 25;

/** Finds out what words such as `she` and `the second one` mean in a conversation. */
export class ReferenceService {
  readonly #deps: ReferenceServiceDependencies;

  constructor(deps: ReferenceServiceDependencies) {
    this.#deps = deps;
  }

  /**
   * What the references of a text mean to somebody.
   *
   * @param before what was said before it, oldest first
   */
  async resolve(place: ContextPlace, text: string, before: readonly SaidText[]): Promise<ResolvedText> {
    const { reader, entities } = this.#deps;
    const now = Date.now();
    const [said, own, known] = await Promise.all([
      Promise.all(before.map(({ content, saidAtMs }) => reader.read(content, saidAtMs))),
      reader.read(text, now, before.map(({ content }) => readLanguageOf(content)).at(-1)),
      entities.list(place),
    ]);
    const referents = known.slice(0, ENTITIES_MAX).map(toReferent);
    const resolutions = await reader.resolve({ before: said, text: own, known: referents });
    return { language: own.language, resolutions: resolutions.map((one) => withIds(one, known)) };
  }

  /** The same for a message that is to be answered now; nothing where that would take too long. */
  async ofMessage(
    place: ContextPlace,
    conversationId: string,
    message: { id: string; content: string },
  ): Promise<Resolution[]> {
    const language = readLanguageOf(message.content);
    // Most messages have none, which is found out in no time.
    const start = message.content.slice(0, LOOKED_AT_CHARACTERS);
    if (referencesIn({ text: start, language }).length === 0) return [];
    const before = (await this.lastMessages(conversationId)).filter(({ id }) => id !== message.id);
    const resolving = this.resolve(place, message.content, before).then(({ resolutions }) => resolutions);
    return await Promise.race([resolving, after(WAIT_MS, [])]);
  }

  /** What was said last in a conversation, oldest first. */
  async lastMessages(conversationId: string): Promise<(SaidText & { id: string })[]> {
    const rows = await this.#deps.db
      .selectFrom('messages')
      .select(['id', 'content', 'created_at_ms'])
      .where('conversation_id', '=', conversationId)
      .orderBy('position', 'desc')
      .limit(MESSAGES_BEFORE + 1)
      .execute();
    return rows
      .reverse()
      .map(({ id, content, created_at_ms }) => ({ id, content, saidAtMs: Number(created_at_ms) }));
  }

  /** The conversation that somebody had last with this character. */
  async lastConversation({ userId, characterId, endUser }: ContextPlace): Promise<string | null> {
    const row = await this.#deps.db
      .selectFrom('conversations')
      .select('id')
      .where('user_id', '=', userId)
      .where('character_id', '=', characterId)
      .where('visitor', '=', 0)
      .where(({ fn }) => fn.coalesce('end_user', 'user_id'), '=', endUser)
      .orderBy('updated_at_ms', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  }
}

function toReferent({ id, kind, name, gender, relation, details }: Entity): Referent {
  const value = typeof details.value === 'string' ? details.value : null;
  const head = foldWord(name.split(/\s+/).at(-1) ?? '');
  const isAnimal = details.animal === true;
  return {
    kind,
    name,
    gender,
    relation,
    isPlural: false,
    isNamed: true,
    isAnimal,
    head,
    value,
    entityId: id,
  };
}

/** What is kept by its name is that entity. */
function withIds(resolution: Resolution, known: readonly Entity[]): Resolution {
  const referents = resolution.referents.map((referent) => {
    const same = known.find(({ name }) => foldWord(name) === foldWord(referent.name));
    return { ...referent, entityId: referent.entityId ?? same?.id ?? null };
  });
  return { ...resolution, referents };
}

function after<Value>(delayMs: number, value: Value): Promise<Value> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), delayMs).unref();
  });
}
