import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import {
  type MemoryBody,
  memory,
  memoryChanges,
  memoryDraft,
  memoryExport,
  memoryList,
  memoryListQuery,
  memorySettings,
} from '../../../shared/api/memories.ts';
import type { Memory } from '../../domain/memory/memory.ts';
import { inSecondPerson } from '../../domain/memory/wording/in-second-person.ts';
import { type NativeApp, type NativeServices, toPagination } from '../native-app.ts';

const params = z.object({ memory_id: id });
const tags = ['Memories'];

export function registerMemories(app: NativeApp, { memories, characters }: NativeServices): void {
  const toBodies = async (found: readonly Memory[]): Promise<MemoryBody[]> => {
    const places = await memories.conversationsOf(found);
    return found.map((memory) => toMemoryBody(memory, places.get(memory.sourceMessageId ?? '') ?? null));
  };
  const toBody = async (found: Memory): Promise<MemoryBody> => (await toBodies([found]))[0] as MemoryBody;

  app.get(
    '/memories',
    {
      schema: {
        tags,
        summary: 'List memories',
        description: 'What characters remember of you: pinned ones first, then the newest.',
        querystring: memoryListQuery,
        response: { 200: memoryList },
      },
    },
    async (request) => {
      const { page, limit, search, kind, character_id: characterId } = request.query;
      const includeSuperseded = request.query.include_superseded === 'true';
      const asked = { page, limit, search, kind, characterId, includeSuperseded };
      const found = await memories.list(request.principal, asked);
      return {
        memories: await toBodies(found.memories),
        pagination: toPagination({ page, limit }, found.total),
      };
    },
  );

  app.post(
    '/memories',
    {
      schema: {
        tags,
        summary: 'Remember something',
        description: 'In your own words, for every character or for one.',
        body: memoryDraft,
        response: { 201: memory },
      },
    },
    async (request, reply) => {
      const { content, kind, character_id: characterId } = request.body;
      if (characterId !== null) await characters.get(request.principal, characterId);
      const added = await memories.add(request.principal, { content, kind, characterId });
      return reply.code(201).send(await toBody(added));
    },
  );

  app.delete(
    '/memories',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'Forget everything',
        description:
          'All that characters remember of you. Messages stay until their conversations are deleted.',
        querystring: z.object({ confirm: z.literal('forget everything') }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await memories.removeAll(request.principal);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/memories/export',
    {
      schema: {
        tags,
        summary: 'Export memories',
        description: 'All of them as JSON, what no longer holds too.',
        response: { 200: memoryExport },
      },
    },
    async (request, reply) => {
      reply.header('Content-Disposition', 'attachment; filename="tomo-memories.json"');
      const all = await memories.export(request.principal);
      return { memories: await toBodies(all) };
    },
  );

  app.get(
    '/memories/settings',
    {
      schema: {
        tags,
        summary: 'Whether anything is remembered',
        description: 'For your account.',
        response: { 200: memorySettings },
      },
    },
    async (request) => ({ enabled: await memories.isEnabled(request.principal.userId) }),
  );

  app.put(
    '/memories/settings',
    {
      schema: {
        tags,
        summary: 'Switch remembering on or off',
        description: 'While it is off, nothing is remembered and nothing that is remembered is used.',
        body: memorySettings,
        response: { 200: memorySettings },
      },
    },
    async (request) => {
      await memories.setEnabled(request.principal, request.body.enabled);
      return request.body;
    },
  );

  app.get(
    '/memories/:memory_id',
    {
      schema: {
        tags,
        summary: 'One memory',
        description: 'With the message that it came from.',
        params,
        response: { 200: memory },
      },
    },
    async (request) => await toBody(await memories.get(request.principal, request.params.memory_id)),
  );

  app.patch(
    '/memories/:memory_id',
    {
      schema: {
        tags,
        summary: 'Correct or pin a memory',
        description: 'What is left out stays as it is.',
        params,
        body: memoryChanges,
        response: { 200: memory },
      },
    },
    async (request) =>
      await toBody(await memories.change(request.principal, request.params.memory_id, request.body)),
  );

  app.delete(
    '/memories/:memory_id',
    {
      schema: {
        tags,
        summary: 'Forget a memory',
        description:
          'It is really gone: from every table and index. The message that it came from stays until its conversation is deleted.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await memories.remove(request.principal, request.params.memory_id);
      return reply.code(204).send(null);
    },
  );
}

function toMemoryBody(found: Memory, conversationId: string | null): MemoryBody {
  const time = (ms: number) => new Date(ms).toISOString();
  return {
    id: found.id,
    content: found.content,
    told: inSecondPerson(found.content),
    kind: found.kind,
    confidence: found.confidence,
    importance: found.importance,
    source_message_id: found.sourceMessageId,
    source_conversation_id: conversationId,
    character_id: found.characterId,
    valid_from: time(found.validFromMs),
    valid_to: found.validToMs === null ? null : time(found.validToMs),
    superseded_by: found.supersededBy,
    pinned: found.pinned,
    created_at: time(found.createdAtMs),
  };
}
