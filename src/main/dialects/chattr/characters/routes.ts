import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Character } from '../../../domain/characters/character.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { assetUrls } from '../assets/asset-urls.ts';
import {
  character,
  characterDetail,
  characterUpdate,
  toCharacterBody,
  toCharacterDetail,
} from './character-body.ts';

const tags = ['Characters'];
const params = z.object({ character_id: z.string() });
/** The document has no pages. */
const LISTED_MAX = 1_000;

export function registerCharacters(app: DialectApp, services: DialectServices): void {
  const { characters, characterAnalytics, vrmModels, signer } = services;

  const avatarUrl = async (request: FastifyRequest, { ownerId, vrmModelId }: Character) => {
    const { id } = await vrmModels.findOrBuiltin(ownerId, vrmModelId);
    return assetUrls(app, signer, request).avatar(id);
  };
  const detail = async (request: FastifyRequest, found: Character) =>
    toCharacterDetail(found, await avatarUrl(request, found), await characterAnalytics.of(found.id));

  app.get(
    '/api/v1/characters',
    {
      schema: {
        tags,
        summary: 'The characters that one can talk to',
        description: 'Those of the account, the oldest first; archived ones are left out.',
        response: { 200: z.object({ characters: z.array(character) }) },
      },
    },
    async (request) => {
      const options = { page: 1, limit: LISTED_MAX, mineOnly: true };
      const found = (await characters.list(request.principal, options)).characters.reverse();
      const shown = found.filter(({ status }) => status !== 'archived');
      return {
        characters: await Promise.all(
          shown.map(async (one) => toCharacterBody(one, await avatarUrl(request, one))),
        ),
      };
    },
  );

  app.get(
    '/api/v1/characters/:character_id',
    {
      schema: {
        tags,
        summary: 'One character',
        description: 'How it answers, and what was counted of it.',
        params,
        response: { 200: characterDetail },
      },
    },
    async (request) =>
      await detail(request, await characters.named(request.principal, request.params.character_id)),
  );

  app.put(
    '/api/v1/characters/:character_id',
    {
      schema: {
        tags,
        summary: 'Change a character',
        description: 'What is left out stays as it is, inside `configuration` too.',
        params,
        body: characterUpdate,
        response: { 200: characterDetail },
      },
    },
    async (request) => {
      const { name, description, personality, voice_model, configuration = {} } = request.body;
      const { temperature, max_tokens, system_prompt } = configuration;
      const { id } = await characters.named(request.principal, request.params.character_id);
      const changed = await characters.update(request.principal, id, {
        name,
        description,
        personality,
        systemPrompt: system_prompt,
        voiceConfig: voice_model === undefined ? undefined : { voice_id: voice_model },
        generation: {
          ...(temperature === undefined ? {} : { temperature }),
          ...(max_tokens === undefined ? {} : { maxTokens: max_tokens }),
        },
      });
      return await detail(request, changed);
    },
  );
}
