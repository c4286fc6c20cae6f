import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { pageOf, pageQuery } from '../page.ts';
import { timestamp, toTimestamp } from '../success-body.ts';

const tags = ['Sessions'];

const session = z.object({
  id: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  characterId: z.string(),
});

const listed = session.extend({ title: z.string().nullable(), messageCount: z.int() });

const detail = session.extend({
  messageCount: z.int(),
  messages: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['user', 'assistant']),
      content: z.string(),
      timestamp,
    }),
  ),
});

const range = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
});

export function registerSessions(app: DialectApp, { conversations }: DialectServices): void {
  app.get(
    '/v1/sessions',
    {
      schema: {
        tags,
        summary: 'Your sessions',
        description: 'All conversations of the account, in whatever API they were held; the latest first.',
        querystring: pageQuery,
        response: { 200: z.object({ sessions: z.array(listed) }).extend(pageOf) },
      },
    },
    async ({ principal, query: { page, limit } }) => {
      const found = await conversations.list(principal, { page, limit, mineOnly: true });
      const sessions = found.conversations.map((one) => ({
        ...toSession(one),
        title: one.title,
        messageCount: one.messageCount,
      }));
      return { sessions, total: found.total, page, limit };
    },
  );

  app.get(
    '/v1/sessions/:sessionId',
    {
      schema: {
        tags,
        summary: 'What was said in a session',
        description: 'Oldest first.',
        params: z.object({ sessionId: z.string().max(200) }),
        querystring: range,
        response: { 200: detail },
      },
    },
    async ({ principal, params: { sessionId }, query: { limit, offset } }) => {
      const conversation = await conversations.get(principal, sessionId);
      const said = await conversations.messages(conversation.id);
      const messages = said.slice(offset, offset + limit).map(({ id, role, content, createdAtMs }) => ({
        id,
        role,
        content,
        timestamp: toTimestamp(createdAtMs),
      }));
      return { ...toSession(conversation), messageCount: said.length, messages };
    },
  );
}

function toSession(found: { id: string; characterId: string; startedAtMs: number; updatedAtMs: number }) {
  return {
    id: found.id,
    createdAt: toTimestamp(found.startedAtMs),
    updatedAt: toTimestamp(found.updatedAtMs),
    characterId: found.characterId,
  };
}
