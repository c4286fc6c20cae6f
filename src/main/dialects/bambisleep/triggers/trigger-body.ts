import { z } from 'zod';
import { type SeenTrigger, TRIGGER_LIMITS } from '../../../domain/triggers/trigger.ts';
import { timestamp, toTimestamp } from '../success-body.ts';

const { nameCharacters, descriptionCharacters, contentCharacters } = TRIGGER_LIMITS;

export const trigger = z.object({
  id: z.string(),
  name: z.string().describe('The phrase that is looked for'),
  description: z.string(),
  isPublic: z.boolean(),
  creator: z.string(),
  content: z.string().describe('What joins the prompt'),
  enabled: z.boolean().describe('Whether it works for you'),
  changedSinceEnabled: z
    .boolean()
    .describe('You switched it on, and it says something else since: switch it on again to take that over'),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export const triggerDraft = z.object({
  name: z.string().min(1).max(nameCharacters),
  description: z.string().max(descriptionCharacters).optional(),
  isPublic: z.boolean().optional(),
  content: z.string().min(1).max(contentCharacters),
});

export function toTriggerBody(found: SeenTrigger): z.infer<typeof trigger> {
  const { id, name, description, isPublic, creator, content, enabled, changedSinceEnabled } = found;
  return {
    id,
    name,
    description,
    isPublic,
    creator,
    content,
    enabled,
    changedSinceEnabled,
    createdAt: toTimestamp(found.createdAtMs),
    updatedAt: toTimestamp(found.updatedAtMs),
  };
}
