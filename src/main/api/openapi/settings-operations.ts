import type { OperationNotes } from '../../http/openapi/finish-operations.ts';

const settings = {
  model: { provider: 'openai', base_url: 'http://127.0.0.1:11434/v1', model: 'llama3.2', has_api_key: false },
  embedding_model: {
    provider: 'file',
    id: 'multilingual-e5-small-q8_0.gguf',
    base_url: null,
    model: null,
    has_api_key: false,
    query_prefix: 'query: ',
    passage_prefix: 'passage: ',
    dimensions: 384,
    context_tokens: 509,
    state: 're_embedding',
    progress: { done: 1200, total: 5300 },
    error: null,
    next_try_at: null,
  },
  allowed_origins: [],
  allowed_hosts: [],
  registration: 'closed',
  bigger_model_hint_seen: true,
  webhook_allowed_hosts: ['nas.home:5678'],
  smtp: {
    host: 'smtp.example.org',
    port: 587,
    security: 'starttls',
    username: 'tomo@example.org',
    from: 'Tomo <tomo@example.org>',
    has_password: true,
  },
};

const modelFile = {
  id: 'qwen3-4b-q4.gguf',
  name: 'qwen3-4b-q4',
  kind: 'language',
  byte_count: 2497280256,
  starter: false,
};

const binary = { schema: { type: 'string', format: 'binary' } };

/** What the API's document shows of models, settings and the status. */
export const SETTINGS_OPERATIONS: Record<string, OperationNotes> = {
  'GET /v1/model-files': { response: { models: [modelFile] } },
  'POST /v1/model-files': { body: { 'application/octet-stream': binary }, response: modelFile },
  'GET /v1/embedding-models': {
    response: {
      models: [
        { provider: 'lexical', id: 'tomo-lexical-2', chosen: false },
        { provider: 'file', id: 'multilingual-e5-small-q8_0.gguf', chosen: true },
      ],
    },
  },
  'GET /v1/settings': { response: settings },
  'PUT /v1/settings': {
    request: { model: { provider: 'openai', base_url: 'http://127.0.0.1:11434/v1', model: 'llama3.2' } },
    response: settings,
  },
  'GET /v1/outbox': {
    response: {
      messages: [
        {
          id: 'out_7k0v3m9q2s5t8w1x4z6b0c2d5f',
          to: 'user@example.com',
          subject: 'A new password for Tomo',
          text: 'Hello John Doe, …',
          token: 'q83vEjRWeJCrze8SNFZ4kA',
          attempts: 0,
          last_error: null,
          created_at: '2026-03-01T10:30:00.000Z',
          expires_at: '2026-03-01T11:30:00.000Z',
        },
      ],
    },
  },
  'GET /v1/status': {
    response: {
      version: '0.1.0',
      engine: { state: 'running', restarts: 0 },
      model: {
        id: 'starter',
        name: 'Tomo starter',
        starter: true,
        state: 'ready',
        backend: 'cpu',
        context_tokens: 2048,
        error: null,
      },
    },
  },
};
