/** The examples of the ChatAgent API document that a program compares its answers with. */

export interface ChatagentExample {
  operation: string;
  /** What is sent. */
  request?: object;
  /** What comes back; the document does not show all of them. */
  response?: unknown;
}

const PREFERENCES = { user_preferences: { language: 'zh', theme: 'light' } };
const AT = '2024-01-01T00:00:00Z';
const USER = {
  id: 'user_id_123',
  username: 'user123',
  nickname: '用户昵称',
  email: 'user@example.com',
  role: 'user',
};
const TOKENS = {
  success: true,
  access_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...',
  token_type: 'bearer',
  expires_in: 3600,
};
const LISTED_BOT = {
  id: 'bot_id_123',
  name: '我的聊天机器人',
  description: '这是一个智能聊天机器人',
  avatar_url: 'https://example.com/avatar.jpg',
  platform_type: 'web',
  is_active: false,
  created_at: AT,
  updated_at: AT,
};
const MESSAGE_HEAD = { conversation_id: 'conv_id_123', message_type: 'text' };
const ASKED = { ...MESSAGE_HEAD, id: 'msg_id_456', content: '你好，你能做什么？', sender_type: 'user' };
const ANSWERED = { ...MESSAGE_HEAD, id: 'msg_id_789', sender_type: 'bot' };
const ASKED_AT = { created_at: '2024-01-01T12:30:00Z' };
const ANSWERED_AT = { created_at: '2024-01-01T12:30:01Z' };

/** In an order in which each finds what it needs. */
export const CHATAGENT_EXAMPLES: readonly ChatagentExample[] = [
  {
    operation: 'POST /api/v1/auth/register',
    request: {
      username: 'user123',
      nickname: '用户昵称',
      email: 'user@example.com',
      password: 'password123',
      role: 'user',
    },
    response: { ...TOKENS, user_info: { ...USER, created_at: AT } },
  },
  {
    operation: 'POST /api/v1/auth/login',
    request: { username: 'user123', password: 'password123' },
    response: { ...TOKENS, user_info: USER },
  },
  {
    operation: 'GET /api/v1/auth/me',
    response: { ...USER, is_active: true, created_at: AT, updated_at: AT },
  },
  {
    operation: 'POST /api/v1/bots/',
    request: {
      name: '我的聊天机器人',
      description: '这是一个智能聊天机器人',
      avatar_url: 'https://example.com/avatar.jpg',
      platform_type: 'web',
      platform_config: {
        webhook_url: 'https://your-domain.com/webhook',
        api_key: 'platform_api_key',
      },
      llm_config: {
        provider: 'openai',
        model: 'gpt-3.5-turbo',
        api_key: 'your_openai_api_key',
        temperature: 0.7,
        max_tokens: 2000,
        system_prompt: '你是一个有帮助的助手',
      },
      knowledge_base_ids: ['kb_id_1', 'kb_id_2'],
      plugins: ['weather', 'calculator'],
    },
    response: {
      ...LISTED_BOT,
      user_id: 'user_id_123',
      knowledge_base_ids: ['kb_id_1', 'kb_id_2'],
      plugins: ['weather', 'calculator'],
    },
  },
  {
    operation: 'GET /api/v1/bots/',
    response: { bots: [LISTED_BOT], total: 1, limit: 20, offset: 0 },
  },
  { operation: 'GET /api/v1/bots/{bot_id}' },
  {
    operation: 'POST /api/v1/bots/{bot_id}/start',
    response: { success: true, message: '机器人启动成功', bot_id: 'bot_id_123' },
  },
  {
    operation: 'POST /api/v1/conversations/',
    request: {
      bot_id: 'bot_id_123',
      title: '与用户的对话',
      platform: 'web',
      platform_chat_id: 'chat_123',
      context: PREFERENCES,
    },
    response: {
      id: 'conv_id_123',
      user_id: 'user_id_123',
      bot_id: 'bot_id_123',
      title: '与用户的对话',
      platform: 'web',
      platform_chat_id: 'chat_123',
      status: 'active',
      context: PREFERENCES,
      created_at: AT,
      updated_at: AT,
    },
  },
  {
    operation: 'POST /api/v1/conversations/{conversation_id}/messages',
    request: {
      content: '你好，你能做什么？',
      message_type: 'text',
      metadata: { client_id: 'web_client_123' },
    },
    response: {
      user_message: { ...ASKED, ...ASKED_AT },
      bot_response: {
        ...ANSWERED,
        content: '你好！我是一个智能助手，我可以帮助你回答问题、提供信息和进行对话。',
        ...ANSWERED_AT,
      },
    },
  },
  {
    operation: 'GET /api/v1/conversations/',
    response: {
      conversations: [
        {
          id: 'conv_id_123',
          bot_id: 'bot_id_123',
          title: '与用户的对话',
          platform: 'web',
          status: 'active',
          message_count: 25,
          created_at: AT,
          last_message_at: '2024-01-01T12:30:00Z',
        },
      ],
      total: 1,
      limit: 20,
      offset: 0,
    },
  },
  {
    operation: 'GET /api/v1/conversations/{conversation_id}/messages',
    response: {
      messages: [
        { ...ASKED, sender_id: 'user_id_123', ...ASKED_AT },
        {
          ...ANSWERED,
          content: '你好！我是一个智能助手...',
          sender_id: 'bot_id_123',
          ...ANSWERED_AT,
        },
      ],
      total: 2,
      limit: 50,
      offset: 0,
    },
  },
  {
    operation: 'GET /api/v1/bots/{bot_id}/status',
    response: {
      bot_id: 'bot_id_123',
      is_running: true,
      is_online: true,
      start_time: AT,
      message_count: 150,
      error_count: 2,
      last_activity: '2024-01-01T12:30:00Z',
    },
  },
  {
    operation: 'PUT /api/v1/bots/{bot_id}',
    request: {
      name: '更新后的机器人名称',
      description: '更新后的描述',
      llm_config: { provider: 'openai', model: 'gpt-4', temperature: 0.5 },
    },
  },
  { operation: 'POST /api/v1/bots/{bot_id}/stop' },
  {
    operation: 'POST /api/v1/knowledge/bases',
    request: {
      name: '产品知识库',
      description: '包含产品相关的所有文档',
      vector_store_type: 'chroma',
      embedding_model: 'text-embedding-ada-002',
      chunk_size: 1000,
      chunk_overlap: 200,
      metadata: { category: 'product', language: 'zh' },
    },
  },
  { operation: 'POST /api/v1/knowledge/bases/{base_id}/documents' },
  {
    operation: 'POST /api/v1/knowledge/bases/{base_id}/search',
    request: {
      query: '如何配置机器人？',
      top_k: 5,
      score_threshold: 0.7,
      filters: { category: 'configuration' },
    },
    response: {
      results: [
        {
          content: '机器人配置步骤：1. 创建机器人...',
          metadata: { title: '配置指南', page: 15, source: 'manual.pdf' },
          score: 0.95,
        },
      ],
      total: 5,
      query_time: 0.15,
    },
  },
  {
    operation: 'GET /api/v1/monitoring/metrics',
    response: {
      cpu_usage: 45.2,
      memory_usage: 68.5,
      disk_usage: 30.1,
      active_connections: 125,
      total_requests: 15420,
      error_rate: 0.02,
      average_response_time: 150,
      timestamp: '2024-01-01T12:30:00Z',
    },
  },
  {
    operation: 'GET /api/v1/monitoring/logs',
    response: {
      logs: [
        {
          timestamp: '2024-01-01T12:30:00Z',
          level: 'ERROR',
          message: 'Failed to process message',
          module: 'conversation_engine',
          details: { error_code: 'PROCESSING_ERROR', conversation_id: 'conv_id_123' },
        },
      ],
      total: 15,
      limit: 100,
    },
  },
  { operation: 'DELETE /api/v1/bots/{bot_id}' },
];

/** Frames of the WebSocket: what is sent, and what comes back. */
export const USER_MESSAGE = { type: 'user_message', content: '你好，这是一条测试消息', message_type: 'text' };

export const SERVER_FRAMES = [
  {
    type: 'bot_response',
    message_id: 'msg_id_789',
    conversation_id: 'conv_id_123',
    content: '你好！这是机器人的回复',
    message_type: 'text',
    timestamp: '2024-01-01T12:30:01Z',
  },
  { type: 'stream_chunk', conversation_id: 'conv_id_123', chunk_id: 1, content: '这是', is_final: false },
  {
    type: 'stream_complete',
    conversation_id: 'conv_id_123',
    message_id: 'msg_id_789',
    full_content: '这是完整的回复内容',
  },
] as const;

/** The shape of every failure. */
export const ERROR_EXAMPLE = {
  error: {
    code: 'VALIDATION_ERROR',
    message: '请求参数验证失败',
    details: { field: 'email', reason: '无效的邮箱格式' },
  },
  timestamp: '2024-01-01T12:30:00Z',
  request_id: 'req_123456789',
};
