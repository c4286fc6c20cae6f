import { expect, it } from 'vitest';
import type { Conversation } from '../../../domain/chat/message.ts';
import { type Happening, Happenings } from '../../../domain/events/happenings.ts';
import type { DialectServices } from '../../dialect.ts';
import { tellWebhooks } from './tell-webhooks.ts';

const conversation = {
  id: 'conv_1',
  userId: 'usr_1',
  characterId: 'chr_1',
  endUser: 'visitor-7',
  startedAtMs: 0,
  endedAtMs: 60_000,
} as Conversation;

/** What is told of something that happens. */
function toldOf(happening: Happening): object[] {
  const told: object[] = [];
  const happenings = new Happenings(console);
  const services = {
    happenings,
    webhooks: { tell: (one: object) => told.push(one) },
    idleConversations: { watch: () => () => {} },
  } as unknown as DialectServices;
  const leave = tellWebhooks(services);
  happenings.tell(happening);
  leave();
  happenings.tell(happening);
  return told;
}

it('the end of a conversation is told to whoever holds it, once, and with it goes what was not sent', () => {
  expect(toldOf({ type: 'conversation_ended', conversation })).toEqual([
    {
      family: 'chatbots',
      event: 'conversation.ended',
      to: { userId: 'usr_1' },
      conversationId: 'conv_1',
      body: {
        data: {
          chatbotId: 'chr_1',
          conversationId: 'conv_1',
          userId: 'visitor-7',
          startedAt: '1970-01-01T00:00:00.000Z',
          endedAt: '1970-01-01T00:01:00.000Z',
        },
      },
    },
  ]);
});

it('the end of a training is told to whoever trained', () => {
  const metrics = { accuracy: 0.9 } as unknown as Extract<
    Happening,
    { type: 'training_completed' }
  >['metrics'];
  const ids = { userId: 'usr_1', characterId: 'chr_1', sessionId: 'trn_1' };
  expect(toldOf({ type: 'training_completed', ...ids, metrics })).toEqual([
    {
      family: 'chatbots',
      event: 'training.completed',
      to: { userId: 'usr_1' },
      body: { data: { chatbotId: 'chr_1', sessionId: 'trn_1', metrics } },
    },
  ]);
});

it('what has no event is not told', () => {
  expect(toldOf({ type: 'turn_failed', conversation, question: {}, error: null } as Happening)).toEqual([]);
});
