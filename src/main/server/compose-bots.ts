import type { Kysely } from 'kysely';
import type { Principal } from '../domain/accounts/principal.ts';
import { BotService } from '../domain/bots/bot-service.ts';
import type { CharacterService } from '../domain/characters/character-service.ts';
import type { Happenings } from '../domain/events/happenings.ts';
import { CharacterModels } from '../domain/models/character-models.ts';
import type { NamedModels } from '../domain/models/named-models.ts';
import { AddressRefusedError, type OutgoingDoor } from '../domain/outgoing/outgoing-door.ts';
import { EngineError } from '../inference/engine-error.ts';
import { KNOWN_SERVERS } from '../inference/openai-compatible/known-servers.ts';
import { OpenAiCompatibleModel } from '../inference/openai-compatible/openai-compatible-model.ts';
import { sendWhereAllowed } from '../inference/openai-compatible/send-where-allowed.ts';
import type { Schema } from '../storage/schema.ts';
import type { SecretBox } from '../storage/secret-box.ts';

interface BotParts {
  db: Kysely<Schema>;
  characters: CharacterService;
  namedModels: NamedModels;
  secrets: SecretBox;
  door: OutgoingDoor;
  happenings: Happenings;
  logger: { error(object: object, message: string): void };
}

/** Characters as bots, and the models that they have for themselves. */
export function composeBots({ db, characters, namedModels, secrets, door, happenings, logger }: BotParts): {
  bots: BotService;
  characterModels: CharacterModels;
} {
  const checkAddress = ({ role }: Principal, url: string) =>
    void door.check(url, role === 'owner' ? 'owner' : 'account');
  /** What an account's character may not reach is a server that cannot be reached. */
  const pass = async (url: string, signal: AbortSignal) => {
    try {
      return await door.pass(url, 'account', signal);
    } catch (error) {
      if (error instanceof AddressRefusedError) throw new EngineError('remote_failed', error.message);
      throw error;
    }
  };
  const characterModels = new CharacterModels({
    db,
    secrets,
    models: namedModels,
    knownServers: KNOWN_SERVERS,
    fromServer: (server, asker) =>
      new OpenAiCompatibleModel(asker === 'owner' ? server : { ...server, send: sendWhereAllowed(pass) }),
    checkAddress,
  });
  const bots = new BotService({
    db,
    characters,
    models: characterModels,
    secrets,
    checkWebhook: checkAddress,
    logger,
  });
  happenings.listen((happening) => {
    if (happening.type === 'turn_failed') {
      bots.turnFailed(happening.conversation.characterId, happening.error);
    }
  });
  return { bots, characterModels };
}
