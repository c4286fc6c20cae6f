import { z } from 'zod';
import {
  character,
  characterChanges,
  characterDetail,
  characterDraft,
  characterList,
  characterListQuery,
} from '../../../shared/api/characters.ts';
import { id } from '../../../shared/api/common.ts';
import type { CharacterDraft } from '../../domain/characters/character-service.ts';
import { type NativeApp, type NativeServices, toPagination } from '../native-app.ts';
import { toCharacterBody, toCharacterDetail } from './character-body.ts';

const params = z.object({ character_id: id });
const tags = ['Characters'];

export function registerCharacters(app: NativeApp, services: NativeServices): void {
  const { characters } = services;

  app.get(
    '/characters',
    {
      schema: {
        tags,
        summary: 'List characters',
        description: "Newest first, a page at a time. The owner sees everybody's.",
        querystring: characterListQuery,
        response: { 200: characterList },
      },
    },
    async (request) => {
      const { page, limit, status, owner } = request.query;
      const found = await characters.list(request.principal, {
        page,
        limit,
        status,
        mineOnly: owner === 'me',
      });
      return {
        characters: await Promise.all(
          found.characters.map((item) => toCharacterBody(services, request, item)),
        ),
        pagination: toPagination({ page, limit }, found.total),
      };
    },
  );

  app.post(
    '/characters',
    {
      schema: {
        tags,
        summary: 'Create a character',
        description:
          'Only the name is needed. An id that does not exist (yet) is kept and named in `warnings`; until then the default is used.',
        body: characterDraft,
        response: { 201: character },
      },
    },
    async (request, reply) => {
      const created = await characters.create(request.principal, {
        ...toDraft(request.body),
        name: request.body.name,
      });
      return reply.code(201).send(await toCharacterBody(services, request, created));
    },
  );

  app.get(
    '/characters/:character_id',
    {
      schema: {
        tags,
        summary: 'One character',
        description: 'With signed addresses of its 3D model and its picture, valid for six hours.',
        params,
        response: { 200: characterDetail },
      },
    },
    async (request) => {
      const found = await characters.get(request.principal, request.params.character_id);
      return await toCharacterDetail(services, request, found);
    },
  );

  app.put(
    '/characters/:character_id',
    {
      schema: {
        tags,
        summary: 'Change a character',
        description: 'What is left out stays as it is, inside `voice_config` too.',
        params,
        body: characterChanges,
        response: { 200: character },
      },
    },
    async (request) => {
      const changes = toDraft(request.body);
      const changed = await characters.update(request.principal, request.params.character_id, changes);
      return await toCharacterBody(services, request, changed);
    },
  );
}

function toDraft(body: z.infer<typeof characterChanges>): Partial<CharacterDraft> {
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    description: body.description,
    vrmModelId: body.vrm_model_id,
    systemPrompt: body.system_prompt,
    voiceConfig: body.voice_config === undefined ? undefined : definedOnly(body.voice_config),
    mode: body.mode,
    knowledgeBaseIds: body.knowledge_base_ids,
  };
}

/** Without the fields that were left out, so that they do not overwrite what is there. */
function definedOnly<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
