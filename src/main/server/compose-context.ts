import type { Kysely } from 'kysely';
import type { PromptContributor } from '../domain/chat/prompt-addition.ts';
import { PersonalityService } from '../domain/personalities/personality-service.ts';
import type { Schema } from '../storage/schema.ts';

interface ContextParts {
  db: Kysely<Schema>;
  forget(): void;
}

/** How characters speak, put together; the contributors bring it into prompts. */
export function composeContext({ db, forget }: ContextParts) {
  const personalities = new PersonalityService({ db, forget });
  const manner: PromptContributor = async ({ character }) => ({
    instructions: await personalities.instructionsFor(character.id),
  });
  return { personalities, contributors: [manner] };
}
