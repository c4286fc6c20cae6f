import type { OperationNotes } from '../../http/openapi/finish-operations.ts';

const time = '2026-01-15T13:00:00Z';
const memory = {
  id: 'mem_345678',
  content: "The user's sister Mia lives in Lyon.",
  told: 'Your sister Mia lives in Lyon.',
  kind: 'fact',
  confidence: 0.95,
  importance: 0.7,
  source_message_id: 'msg_112',
  source_conversation_id: 'conv_987654',
  character_id: null,
  valid_from: time,
  valid_to: null,
  superseded_by: null,
  pinned: false,
  created_at: time,
};

/** What the API's document shows of each operation with memories. */
export const MEMORY_OPERATIONS: Record<string, OperationNotes> = {
  'GET /v1/memories': {
    response: { memories: [memory], pagination: { page: 1, limit: 20, total: 1, pages: 1 } },
  },
  'POST /v1/memories': {
    request: { content: 'The user is training for a marathon.', kind: 'goal' },
    response: {
      ...memory,
      content: 'The user is training for a marathon.',
      told: 'You are training for a marathon.',
      kind: 'goal',
      confidence: 1,
      source_conversation_id: null,
      source_message_id: null,
    },
  },
  'GET /v1/memories/export': { response: { memories: [memory] } },
  'GET /v1/memories/settings': { response: { enabled: true } },
  'PUT /v1/memories/settings': { request: { enabled: false }, response: { enabled: false } },
  'GET /v1/memories/{memory_id}': { response: memory },
  'PATCH /v1/memories/{memory_id}': {
    request: { pinned: true },
    response: { ...memory, pinned: true },
  },
};
