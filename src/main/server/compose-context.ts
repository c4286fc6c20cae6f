import type { Kysely } from 'kysely';
import type { PromptContributor } from '../domain/chat/prompt-addition.ts';
import { ContextLearning } from '../domain/context/context-learning.ts';
import { ContextNotes } from '../domain/context/context-notes.ts';
import { ContextService } from '../domain/context/context-service.ts';
import { EntityService } from '../domain/context/entities/entity-service.ts';
import { TextReader } from '../domain/context/read/text-reader.ts';
import { ReferenceService } from '../domain/context/references/reference-service.ts';
import { TopicService } from '../domain/context/topics/topic-service.ts';
import type { Happenings } from '../domain/events/happenings.ts';
import { PersonalityService } from '../domain/personalities/personality-service.ts';
import type { Schema } from '../storage/schema.ts';

interface ContextParts {
  db: Kysely<Schema>;
  /** The program of the thread that reads messages. */
  readerFile: string;
  happenings: Happenings;
  isEnabled(userId: string): Promise<boolean>;
  forget(): void;
  logger: { error(object: object, message: string): void };
}

/** How characters speak, and what they know of whoever they speak to; the contributors bring both into prompts. */
export function composeContext(parts: ContextParts) {
  const personalities = new PersonalityService(parts);
  const reader = new TextReader(parts.readerFile);
  const contexts = new ContextService(parts);
  const topics = new TopicService(parts);
  const entities = new EntityService({ ...parts, reader });
  const references = new ReferenceService({ ...parts, reader, entities });
  const learning = new ContextLearning({ ...parts, reader, entities });
  const notes = new ContextNotes({ ...parts, contexts, topics, references });
  const contributors: PromptContributor[] = [
    async ({ character }) => ({ instructions: await personalities.instructionsFor(character.id) }),
    (moment) => notes.of(moment),
  ];
  learning.wake();
  const stopListening = parts.happenings.listen((happening) => {
    if (happening.type !== 'message_answered' || happening.conversation.visitor) return;
    // The next message may mean something in it, and nobody waits now.
    const { content, createdAtMs } = happening.answer;
    reader.read(content, createdAtMs).catch(() => {});
  });
  return {
    services: { personalities, contexts, topics, entities, references },
    contributors,
    /** A turn has ended: there is time to read what was said. */
    afterTurn: () => learning.wake(),
    close: async () => {
      stopListening();
      await learning.close();
      await reader.close();
    },
  };
}
