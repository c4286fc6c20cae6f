import type { OperationNotes } from '../../http/openapi/finish-operations.ts';

const PROFILE = {
  id: 'usr_1',
  username: 'kim',
  displayName: 'Kim',
  avatarUrl: 'https://example.com/kim.png',
  isPublic: true,
  xp: 1250,
  level: 5,
  nextLevelXp: 1875,
  createdAt: '2026-01-01T00:00:00Z',
  triggers: ['good night'],
};

const TRIGGER = {
  id: 'trg_1',
  name: 'good night',
  description: 'The end of the day',
  isPublic: false,
  creator: 'kim',
  content: 'Answer in two soft sentences and wish sweet dreams.',
  enabled: true,
  changedSinceEnabled: false,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};
const { name, description, isPublic, content } = TRIGGER;

const SESSION = {
  id: 'conv_1',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:01Z',
  characterId: 'chr_1',
};

const WEBHOOK = {
  id: 'whk_1',
  url: 'https://your-server.com/webhook',
  events: ['message.new', 'profile.update', 'trigger.shared'],
  active: true,
  createdAt: '2026-01-01T00:00:00Z',
};

const DEAD_LETTER = {
  id: 'whd_1',
  webhookId: 'whk_1',
  event: 'message.new',
  attempts: 8,
  lastStatus: 503,
  lastError: 'status',
  createdAt: '2026-01-01T00:00:00Z',
  failedAt: '2026-01-01T00:05:00Z',
};

const EXAMPLES: Record<string, OperationNotes> = {
  'POST /v1/webhooks': {
    request: { url: WEBHOOK.url, events: WEBHOOK.events, secret: 'your_webhook_secret' },
    response: WEBHOOK,
  },
  'GET /v1/webhooks': { response: { webhooks: [WEBHOOK] } },
  'GET /v1/webhooks/dead-letters': {
    response: { deadLetters: [DEAD_LETTER], total: 1, page: 1, limit: 100 },
  },
  'POST /v1/auth/login': {
    request: { username: 'kim', password: 'correct horse battery' },
    response: {
      success: true,
      message: 'Authentication successful',
      user: { id: 'usr_1', username: 'kim' },
      token: 'eyJ…',
      expiresAt: '2026-01-08T00:00:00Z',
    },
  },
  'POST /v1/auth/register': {
    request: { username: 'kim', password: 'correct horse battery' },
    response: {
      success: true,
      message: 'Registration successful',
      user: { id: 'usr_1', username: 'kim' },
    },
  },
  'GET /v1/profile/{username}': { response: PROFILE },
  'PUT /v1/profile/{username}': {
    request: { displayName: 'Kim', avatarUrl: 'https://example.com/kim.png', isPublic: true },
    response: PROFILE,
  },
  'POST /v1/ai/generate': {
    request: {
      prompt: 'Good night!',
      settings: { model: 'MODEL_1', includeAudio: true, includeTriggers: true },
    },
    response: {
      response: 'Good night, Kim. Sweet dreams!',
      audioUrl: 'http://127.0.0.1:8787/bambisleep/audio/msg_1.wav?expires=…&signature=…',
      triggers: ['good night'],
      sessionId: 'conv_1',
      messageId: 'msg_1',
    },
  },
  'GET /v1/triggers': { response: { triggers: [TRIGGER], total: 1, page: 1, limit: 100 } },
  'POST /v1/triggers': { request: { name, description, isPublic, content }, response: TRIGGER },
  'GET /v1/triggers/{triggerId}': { response: TRIGGER },
  'PUT /v1/triggers/{triggerId}': { request: { isPublic: true }, response: { ...TRIGGER, isPublic: true } },
  'POST /v1/triggers/{triggerId}/enable': { response: TRIGGER },
  'POST /v1/triggers/{triggerId}/disable': { response: { ...TRIGGER, enabled: false } },
  'GET /v1/sessions': {
    response: {
      sessions: [{ ...SESSION, title: 'Good night!', messageCount: 2 }],
      total: 1,
      page: 1,
      limit: 100,
    },
  },
  'GET /v1/sessions/{sessionId}': {
    response: {
      ...SESSION,
      messageCount: 2,
      messages: [
        { id: 'msg_0', role: 'user', content: 'Good night!', timestamp: '2026-01-01T00:00:00Z' },
        {
          id: 'msg_1',
          role: 'assistant',
          content: 'Good night, Kim. Sweet dreams!',
          timestamp: '2026-01-01T00:00:01Z',
        },
      ],
    },
  },
};

/** The examples of the OpenAPI document: beside everything else, and on a port of its own. */
export const operationNotes: Record<string, OperationNotes> = {
  ...EXAMPLES,
  ...Object.fromEntries(
    Object.entries(EXAMPLES).map(([operation, notes]) => [operation.replace(' ', ' /bambisleep'), notes]),
  ),
};
