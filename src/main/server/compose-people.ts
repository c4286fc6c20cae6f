import type { Kysely } from 'kysely';
import type { PromptContributor } from '../domain/chat/prompt-addition.ts';
import type { Happenings } from '../domain/events/happenings.ts';
import { Experience } from '../domain/profiles/experience.ts';
import { ProfileService } from '../domain/profiles/profile-service.ts';
import { ChatRoom } from '../domain/rooms/chat-room.ts';
import { triggerContributor } from '../domain/triggers/trigger-contributor.ts';
import { TriggerService } from '../domain/triggers/trigger-service.ts';
import type { Schema } from '../storage/schema.ts';

interface People {
  triggers: TriggerService;
  profiles: ProfileService;
  room: ChatRoom;
  /** What these parts add to prompts. */
  contributors: readonly PromptContributor[];
  close(): Promise<void>;
}

/** What the accounts of an installation are to each other. */
export function composePeople(options: {
  db: Kysely<Schema>;
  happenings: Happenings;
  forget: () => void;
  logger: { error(object: object, message: string): void };
}): People {
  const { db, happenings } = options;
  const triggers = new TriggerService(options);
  const experience = new Experience(options);
  return {
    triggers,
    profiles: new ProfileService({ db, experience, happenings }),
    room: new ChatRoom({ db, happenings }),
    contributors: [triggerContributor(triggers)],
    close: () => experience.close(),
  };
}
