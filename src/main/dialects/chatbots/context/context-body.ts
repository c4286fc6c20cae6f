import { z } from 'zod';
import type { ContextData } from '../../../domain/context/context-service.ts';
import type { Entity } from '../../../domain/context/entities/entity.ts';
import { MENTION_KINDS, type MentionKind } from '../../../domain/context/read/mention.ts';
import type { Topic } from '../../../domain/context/topics/topic-weights.ts';

const timestamp = z.iso.datetime();
const at = (ms: number) => new Date(ms).toISOString();
const fact = z.record(z.string().max(100), z.unknown());

/** Whose context it is; the user is whoever the client says. */
export const ofUser = z.object({
  chatbotId: z.string(),
  userId: z.string().trim().min(1).max(100).describe('As in conversations; an account itself has its id'),
});

export const topicBody = z.object({
  id: z.string(),
  name: z.string(),
  weight: z.number().describe('Now; it halves every seven days'),
  mentions: z.int(),
  firstMentionedAt: timestamp,
  lastMentionedAt: timestamp,
});

export const entityBody = z.object({
  id: z.string(),
  type: z.enum(MENTION_KINDS),
  name: z.string(),
  gender: z.enum(['female', 'male', 'neuter']).nullable(),
  relation: z.string().nullable().describe('What somebody is to the user, such as `sister`'),
  metadata: fact,
  confidence: z.number(),
  mentions: z.int(),
  firstMentionedAt: timestamp,
  lastMentionedAt: timestamp,
  sourceMessageId: z.string().nullable().describe('The message that named it last'),
});

export const contextBody = z.object({
  chatbotId: z.string(),
  userId: z.string(),
  data: fact,
  topics: z.array(topicBody).describe('The ten weightiest'),
  entities: z.array(entityBody).describe('The ten that were named last'),
  createdAt: timestamp.nullable(),
  updatedAt: timestamp.nullable(),
});

/** A free object, also inside of `data` or `context`. */
export const contextChanges = fact.describe(
  'What the application knows of the user; alone inside of `data` or `context` too. It is merged with what is there: null removes',
);

const name = z.string().trim().min(1).max(200);

export const topicDraft = z
  .object({ name: name.max(100), topic: name.max(100), weight: z.number().positive().max(100).default(1) })
  .partial({ name: true, topic: true })
  .refine((body) => (body.name ?? body.topic) !== undefined, { path: ['name'], message: 'a name is needed' });

/** Other words for the kinds. */
const OTHER_WORDS = {
  organisation: 'organization',
  location: 'place',
  money: 'amount',
  product: 'thing',
  other: 'thing',
} as const satisfies Record<string, MentionKind>;
const kindWord = z.enum([...MENTION_KINDS, ...(Object.keys(OTHER_WORDS) as (keyof typeof OTHER_WORDS)[])]);

export const entityDraft = z
  .object({
    type: kindWord,
    name,
    value: name,
    gender: z.enum(['female', 'male']).nullable(),
    relation: z.string().trim().min(1).max(60).nullable(),
    confidence: z.number().min(0).max(1),
    metadata: fact.refine((value) => JSON.stringify(value).length <= 4_000, 'is too large'),
  })
  .partial({ name: true, value: true, gender: true, relation: true, confidence: true, metadata: true })
  .refine((body) => (body.name ?? body.value) !== undefined, { path: ['name'], message: 'a name is needed' });

export function kindOf(word: z.infer<typeof kindWord>): MentionKind {
  return word in OTHER_WORDS ? OTHER_WORDS[word as keyof typeof OTHER_WORDS] : (word as MentionKind);
}

export function toTopicBody({
  firstMentionedAtMs,
  lastMentionedAtMs,
  ...topic
}: Topic): z.infer<typeof topicBody> {
  return {
    ...topic,
    weight: Math.round(topic.weight * 10_000) / 10_000,
    firstMentionedAt: at(firstMentionedAtMs),
    lastMentionedAt: at(lastMentionedAtMs),
  };
}

export function toEntityBody(entity: Entity): z.infer<typeof entityBody> {
  const { kind, details, firstMentionedAtMs, lastMentionedAtMs, ...same } = entity;
  return {
    ...same,
    type: kind,
    metadata: details,
    firstMentionedAt: at(firstMentionedAtMs),
    lastMentionedAt: at(lastMentionedAtMs),
  };
}

export function toContextBody(
  whose: z.infer<typeof ofUser>,
  { data, createdAtMs, updatedAtMs }: ContextData,
  topics: readonly Topic[],
  entities: readonly Entity[],
): z.infer<typeof contextBody> {
  return {
    ...whose,
    data,
    topics: topics.slice(0, 10).map(toTopicBody),
    entities: entities.slice(0, 10).map(toEntityBody),
    createdAt: createdAtMs === null ? null : at(createdAtMs),
    updatedAt: updatedAtMs === null ? null : at(updatedAtMs),
  };
}
