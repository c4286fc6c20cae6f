import { z } from 'zod';
import { MENTION_KINDS, READ_LANGUAGES } from '../../../domain/context/read/mention.ts';
import type { Referent, Resolution } from '../../../domain/context/references/reference.ts';
import { textWithReferents } from '../../../domain/context/references/text-with-referents.ts';
import { notFound } from '../../../domain/domain-error.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';

const said = z.object({ role: z.enum(['user', 'assistant']).optional(), content: z.string().max(10_000) });
const body = z.object({
  text: z.string().trim().min(1).max(4_000),
  userId: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Whose entities may be meant; left out: your own'),
  conversationId: z.string().optional().describe('Left out: the user’s latest with the chatbot'),
  history: z
    .array(said)
    .max(20)
    .optional()
    .describe('What was said before, oldest first, instead of a conversation'),
});

const entity = z.object({
  id: z.string().nullable().describe('Of one that is kept'),
  type: z.enum(MENTION_KINDS),
  name: z.string(),
  relation: z.string().nullable(),
  value: z.string().nullable(),
});
const resolved = z.object({
  text: z.string(),
  start: z.int(),
  end: z.int(),
  resolved: z.boolean(),
  confidence: z.number(),
  entity: entity.nullable().describe('Null where it is not clear, or several are meant'),
  entities: z.array(entity),
});
const answer = z.object({
  text: z.string(),
  resolvedText: z.string(),
  language: z.enum(READ_LANGUAGES).nullable().describe('Null where references of its language are not known'),
  references: z.array(resolved),
});

/** What words such as `she` and `the second one` mean. */
export function registerReferences(app: DialectApp, services: DialectServices): void {
  const { contexts, conversations, references } = services;
  app.post(
    '/api/v1/chatbots/:chatbotId/references/resolve',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Context'],
        summary: 'Resolve references in a text',
        description:
          'By what was said before and by what is known of the user, in English, German, Spanish and French. What is ' +
          'not clear is said to be so: `resolved` is false.',
        params: z.object({ chatbotId: z.string() }),
        body,
        response: { 200: enveloped(answer) },
      },
    },
    async ({ principal, params, body: { text, userId, conversationId, history } }) => {
      const place = await contexts.place(principal, params.chatbotId, userId ?? principal.userId);
      if (conversationId !== undefined) {
        const { characterId } = await conversations.get(principal, conversationId);
        if (characterId !== place.characterId) throw notFound('conversation', conversationId);
      }
      const of = conversationId ?? (await references.lastConversation(place));
      const before = history?.map(({ content }) => ({ content, saidAtMs: Date.now() }));
      const last = of === null ? [] : await references.lastMessages(of);
      const found = await references.resolve(place, text, before ?? last);
      const { language, resolutions } = found;
      return success({
        text,
        resolvedText: textWithReferents(text, resolutions),
        language,
        references: resolutions.map(toBody),
      });
    },
  );
}

function toBody({ reference, referents, confidence }: Resolution): z.infer<typeof resolved> {
  const entities = referents.map(toEntity);
  const { text, startChar: start, endChar: end } = reference;
  const only = entities.length === 1 ? entities[0] : undefined;
  return { text, start, end, resolved: entities.length > 0, confidence, entity: only ?? null, entities };
}

function toEntity({ entityId, kind, name, relation, value }: Referent): z.infer<typeof entity> {
  return { id: entityId, type: kind, name, relation, value };
}
