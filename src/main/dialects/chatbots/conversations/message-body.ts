import { z } from 'zod';
import type { PastMessage } from '../../../domain/chat/message-history.ts';
import { timestamp } from '../envelope.ts';

/** Whatever a client calls the people who talk through it. */
export const endUserId = z.string().trim().min(1).max(200);

export const intent = z.object({
  name: z.string().describe('`unknown` where nothing is trained, or nothing fits'),
  confidence: z.number().min(0).max(1),
});

export const UNKNOWN_INTENT: z.infer<typeof intent> = { name: 'unknown', confidence: 0 };

export const pastMessage = z.object({
  id: z.string(),
  conversationId: z.string(),
  userId: z.string().describe('The end user, or the account where no end user was named'),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  replyTo: z.string().nullable(),
  intent: intent.nullable().describe('Of a message of a user'),
  rating: z.int().min(1).max(5).nullable(),
  ratingComment: z.string().nullable(),
  createdAt: timestamp,
});

export function toPastMessageBody(message: PastMessage): z.infer<typeof pastMessage> {
  return {
    id: message.id,
    conversationId: message.conversationId,
    userId: message.endUser,
    role: message.role,
    content: message.content,
    replyTo: message.replyTo,
    intent: message.role === 'user' ? (message.intent ?? UNKNOWN_INTENT) : null,
    rating: message.rating,
    ratingComment: message.ratingComment,
    createdAt: new Date(message.createdAtMs).toISOString(),
  };
}
