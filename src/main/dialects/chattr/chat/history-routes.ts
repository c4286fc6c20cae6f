import { z } from 'zod';
import type { Principal } from '../../../domain/accounts/principal.ts';
import type { PlacedMessage } from '../../../domain/chat/named-conversations.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { type AssetUrls, assetUrls } from '../assets/asset-urls.ts';
import { media, timestamp } from './message-body.ts';

const params = z.object({ session_id: z.string() });

const historyMessage = z.object({
  id: z.string(),
  timestamp,
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  character_id: z.string(),
  media: media.optional(),
});

const history = z.object({
  session_id: z.string(),
  messages: z.array(historyMessage),
  total_count: z.int(),
  has_more: z.boolean(),
});

const cleared = z.object({ message: z.string(), session_id: z.string(), cleared_at: timestamp });

const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
});

export function registerHistory(app: DialectApp, services: DialectServices): void {
  const { namedConversations, signer } = services;

  app.get(
    '/api/v1/chat/history/:session_id',
    {
      schema: {
        tags: ['Chat'],
        summary: 'What was said in a session',
        description: 'Oldest first.',
        params,
        querystring: page,
        response: { 200: history },
      },
    },
    async (request) => {
      const { session_id } = request.params;
      const { offset } = request.query;
      const { messages, total } = await namedConversations.messages(
        request.principal,
        session_id,
        request.query,
      );
      const names = await namesOf(services, request.principal, messages);
      const urls = assetUrls(app, signer, request);
      return {
        session_id,
        messages: messages.map((message) => toBody(message, names, urls)),
        total_count: total,
        has_more: offset + messages.length < total,
      };
    },
  );

  app.delete(
    '/api/v1/chat/history/:session_id',
    {
      schema: {
        tags: ['Chat'],
        summary: 'Forget what was said in a session',
        description: 'The messages and their sounds are removed for good; the session stays, and is empty.',
        params,
        response: { 200: cleared },
      },
    },
    async ({ principal, params: { session_id } }) => {
      await namedConversations.clear(principal, session_id);
      return {
        message: 'Conversation history cleared successfully',
        session_id,
        cleared_at: new Date().toISOString(),
      };
    },
  );
}

/** What programs call the characters of these messages, by their ids. */
async function namesOf(
  { characters }: DialectServices,
  principal: Principal,
  messages: readonly PlacedMessage[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(messages.map(({ characterId }) => characterId))];
  const names = ids.map(async (id) => [id, (await characters.get(principal, id)).handle ?? id] as const);
  return new Map(await Promise.all(names));
}

function toBody(message: PlacedMessage, names: ReadonlyMap<string, string>, urls: AssetUrls) {
  const { id, role, content, characterId, createdAtMs } = message;
  return {
    id,
    timestamp: new Date(createdAtMs).toISOString(),
    role,
    content,
    character_id: names.get(characterId) ?? characterId,
    ...(role === 'assistant' ? { media: { audio_url: urls.audio(id) } } : {}),
  };
}
