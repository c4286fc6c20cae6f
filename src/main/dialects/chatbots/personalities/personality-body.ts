import { z } from 'zod';
import type { Personality } from '../../../domain/personalities/personality.ts';

const timestamp = z.iso.datetime();
const strength = z.number().min(0).max(1).describe('From 0, not at all, to 1');
const traitName = z.string().trim().min(1).max(60);
const trait = z.object({ name: traitName, strength });
const traits = z
  .union([
    z.array(trait).max(20),
    z
      .record(traitName, strength)
      .transform((named) => Object.entries(named).map(([name, value]) => ({ name, strength: value })))
      .refine((list) => list.length <= 20, 'At most 20 traits'),
  ])
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'A trait has one strength')
  .describe('A list of names with strengths, or strengths by name');
const words = z.array(z.string().trim().min(1).max(60)).max(50);
const rules = z.array(z.string().trim().min(1).max(300)).max(20);

const fields = {
  description: z.string().max(2_000),
  traits,
  tone: z.string().max(200),
  languageStyle: z.string().max(500),
  vocabulary: z.object({ prefer: words, avoid: words }).partial(),
  dos: rules,
  donts: rules,
  greeting: z.string().max(500),
  isDefault: z.boolean(),
};

/** What a new personality is made of; only its name is needed. */
export const personalityDraft = z
  .object({ name: z.string().trim().min(1).max(100) })
  .extend(z.object(fields).partial().shape);

/** What may be changed of one. */
export const personalityChanges = personalityDraft.partial();

export const personalityBody = z.object({
  id: z.string(),
  chatbotId: z.string(),
  name: z.string(),
  description: z.string(),
  traits: z.array(trait),
  tone: z.string(),
  languageStyle: z.string(),
  vocabulary: z.object({ prefer: z.array(z.string()), avoid: z.array(z.string()) }),
  dos: z.array(z.string()),
  donts: z.array(z.string()),
  greeting: z.string(),
  isDefault: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export function toPersonalityBody({
  characterId,
  createdAtMs,
  updatedAtMs,
  ...personality
}: Personality): z.infer<typeof personalityBody> {
  return {
    ...personality,
    chatbotId: characterId,
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
  };
}
