import type { OperationNotes } from '../../http/openapi/finish-operations.ts';

const time = '2026-01-15T10:30:00.000Z';
const signature = '?expires=1768494600000&signature=wDqk3v…';

const account = {
  id: 'usr_123456',
  email: 'user@example.com',
  username: 'user',
  name: 'John Doe',
  role: 'user',
  tier: 'free',
  requests_per_hour: null,
  email_verified: false,
  created_at: time,
};

const tokens = {
  access_token: 'eyJhbGciOiJIUzI1…',
  refresh_token: 'eyJhbGciOiJIUzI1…',
  expires_in: 3600,
  user: account,
};

const characterDraft = {
  name: 'Customer Support Bot',
  description: '24/7 customer service assistant',
  vrm_model_id: 'vrm_tomo',
  system_prompt: 'You are a helpful customer support agent...',
  voice_config: { voice_id: 'espeak:en-us', speed: 1.0, pitch: 1.0 },
  mode: 'agentic',
  knowledge_base_ids: [],
};

const character = {
  id: 'chr_345678',
  owner_id: 'usr_123456',
  ...characterDraft,
  status: 'draft',
  vrm_model: {
    id: 'vrm_tomo',
    name: 'Tomo',
    preview_url: `http://127.0.0.1:8787/v1/vrm-models/vrm_tomo/preview${signature}`,
    file_url: `http://127.0.0.1:8787/v1/vrm-models/vrm_tomo/file${signature}`,
  },
  voice_config: { provider: 'espeak', voice_id: 'espeak:en-us', speed: 1.0, pitch: 1.0 },
  created_at: time,
  updated_at: time,
  public_url: null,
};

const published = {
  ...character,
  status: 'published',
  public_url: 'http://127.0.0.1:8787/c/support-bot-345678',
};

const publicCharacter = {
  id: 'chr_345678',
  name: 'Customer Support Bot',
  description: '24/7 customer service assistant',
  public_url: published.public_url,
  vrm_model: { preview_url: character.vrm_model.preview_url, file_url: character.vrm_model.file_url },
  answered_by: 'this_computer',
};

const question = {
  id: 'msg_111',
  role: 'user',
  content: 'Hello, I need help with my order',
  timestamp: time,
};

const conversation = {
  id: 'conv_987654',
  user_id: 'usr_123456',
  character_id: 'chr_345678',
  started_at: time,
  updated_at: time,
  title: 'Hello, I need help with my order',
  visitor: false,
};

const answer = {
  id: 'msg_112',
  role: 'assistant',
  content: "Hello! I'd be happy to help you with your order. Could you please provide your order number?",
  timestamp: time,
  audio_url: `http://127.0.0.1:8787/v1/messages/msg_112/audio${signature}`,
  emotion: 'happy',
  animation_triggers: ['nod'],
  state: 'complete',
  rating: null,
  rating_comment: null,
};

const wholeConversation = {
  ...conversation,
  messages: [question, answer],
};

const apiKey = {
  id: 'key_123456',
  name: 'My script',
  hint: '…x7Qa',
  scopes: ['read', 'chat'],
  created_at: time,
  expires_at: null,
  last_used_at: null,
};

const vrmModel = {
  id: 'vrm_001',
  name: 'Casual Avatar',
  category: 'anime',
  preview_url: `http://127.0.0.1:8787/v1/vrm-models/vrm_001/preview${signature}`,
  file_url: `http://127.0.0.1:8787/v1/vrm-models/vrm_001/file${signature}`,
  polygon_count: 15000,
  file_size_mb: 12.5,
  tags: ['vrm-1', 'cc-by-4.0', 'happy', 'surprised'],
  builtin: false,
};

const pagination = { page: 1, limit: 20, total: 1, pages: 1 };

/** Examples, those of the ChatVRM document where it has them, and bodies that are files. */
export const NATIVE_OPERATIONS: Record<string, OperationNotes> = {
  'POST /v1/auth/register': {
    request: { email: 'user@example.com', password: 'SecurePassword123!', name: 'John Doe' },
    response: account,
  },
  'POST /v1/auth/login': {
    request: { email: 'user@example.com', password: 'SecurePassword123!' },
    response: tokens,
  },
  'POST /v1/auth/refresh': { request: { refresh_token: 'eyJhbGciOiJIUzI1…' }, response: tokens },
  'PUT /v1/auth/password': {
    request: { current_password: 'SecurePassword123!', new_password: 'EvenMoreSecure456!' },
  },
  'GET /v1/auth/me': { response: account },
  'GET /v1/api-keys': { response: { api_keys: [apiKey] } },
  'POST /v1/api-keys': {
    request: { name: 'My script', scopes: ['read', 'chat'] },
    response: { ...apiKey, key: 'tomo_4kV…x7Qa' },
  },
  'GET /v1/accounts': { response: { accounts: [account] } },
  'PATCH /v1/accounts/{account_id}': { request: { tier: 'pro' }, response: { ...account, tier: 'pro' } },
  'GET /v1/characters': { response: { characters: [character], pagination } },
  'POST /v1/characters': { request: characterDraft, response: character },
  'GET /v1/characters/{character_id}': {
    response: {
      ...character,
      knowledge_bases: [],
      analytics: { total_conversations: 1234, avg_rating: 4.5, total_messages: 5678 },
    },
  },
  'PUT /v1/characters/{character_id}': {
    request: {
      name: 'Updated Support Bot',
      system_prompt: 'You are an expert support agent...',
      voice_config: { speed: 1.2 },
    },
    response: {
      ...character,
      name: 'Updated Support Bot',
      system_prompt: 'You are an expert support agent...',
      voice_config: { ...character.voice_config, speed: 1.2 },
    },
  },
  'POST /v1/characters/{character_id}/publish': {
    response: {
      ...published,
      embed_code: "<iframe src='http://127.0.0.1:8787/embed/chr_345678'></iframe>",
    },
  },
  'GET /public/characters/{character}': { response: publicCharacter },
  'POST /public/characters/{character}/visits': {
    response: {
      token: 'tomo_visit_eyJjb252…',
      expires_at: time,
      conversation_id: 'conv_987654',
      character: publicCharacter,
    },
  },
  'POST /public/conversations/{conversation_id}/messages': {
    request: { content: 'My order number is #12345' },
    response: { ...question, content: 'My order number is #12345' },
  },
  'GET /v1/conversations': {
    response: {
      conversations: [
        {
          ...conversation,
          message_count: 2,
          last_message: { role: 'assistant', content: answer.content, timestamp: time },
        },
      ],
      pagination,
    },
  },
  'POST /v1/conversations': {
    request: { character_id: 'chr_345678', initial_message: 'Hello, I need help with my order' },
    response: wholeConversation,
  },
  'GET /v1/conversations/{conversation_id}': { response: wholeConversation },
  'PATCH /v1/conversations/{conversation_id}': {
    request: { title: 'My order' },
    response: { ...wholeConversation, title: 'My order' },
  },
  'POST /v1/conversations/{conversation_id}/messages': {
    request: { content: 'My order number is #12345', input_type: 'text' },
    response: { ...question, id: 'msg_113', content: 'My order number is #12345' },
  },
  'POST /v1/messages/{message_id}/rating': {
    request: { rating: 5, comment: 'Just what I needed' },
    response: { ...answer, rating: 5, rating_comment: 'Just what I needed' },
  },
  'GET /v1/messages/{message_id}/audio': { answers: 'audio/wav' },
  'GET /v1/vrm-models': { response: { models: [vrmModel] } },
  'POST /v1/vrm-models': {
    body: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: { file: { type: 'string', format: 'binary' } },
          required: ['file'],
        },
      },
    },
    response: vrmModel,
  },
  'GET /v1/vrm-models/{model_id}': { response: vrmModel },
  'PUT /v1/vrm-models/{model_id}': {
    request: { category: 'human', tags: ['casual', 'modern', 'unisex'] },
    response: { ...vrmModel, category: 'human', tags: ['casual', 'modern', 'unisex'] },
  },
  'GET /v1/vrm-models/{model_id}/file': { answers: 'model/gltf-binary' },
  'GET /v1/vrm-models/{model_id}/preview': { answers: 'image/png' },
  'GET /v1/voices': {
    response: {
      voices: [
        {
          id: 'espeak:en-us',
          name: 'English (America)',
          language: 'en-US',
          gender: 'male',
          provider: 'espeak',
        },
      ],
    },
  },
};
