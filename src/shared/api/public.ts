import { z } from 'zod';
import { id, timestamp } from './common.ts';
import { message } from './conversations.ts';

/** What everybody may know about a published character. */
export const publicCharacter = z.object({
  id,
  name: z.string(),
  description: z.string(),
  public_url: z.string(),
  vrm_model: z.object({ preview_url: z.string(), file_url: z.string() }),
  answered_by: z
    .enum(['this_computer', 'another_server'])
    .describe(
      'Where the language model runs that answers: on the computer that this address leads to, or elsewhere',
    ),
});
export type PublicCharacterBody = z.infer<typeof publicCharacter>;

export const publicVisit = z.object({
  token: z.string().describe('Good for this one conversation: `Authorization: Bearer TOKEN`'),
  expires_at: timestamp,
  conversation_id: id,
  character: publicCharacter,
});

export const publicMessage = message.omit({ audio_url: true });
export const publicConversation = z.object({
  id,
  character_id: id,
  started_at: timestamp.nullable().describe('Null until something was said'),
  messages: z.array(publicMessage),
});
export type PublicConversationBody = z.infer<typeof publicConversation>;

export const visitorMessageDraft = z.object({
  content: z.string().describe('At most 1,000 characters'),
  when_busy: z
    .enum(['refuse', 'interrupt'])
    .default('refuse')
    .describe('Whether to be refused (429) while the character is answering, or to cut it off'),
});
