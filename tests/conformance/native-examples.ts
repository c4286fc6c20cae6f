/** The examples of the ChatVRM Platform document, word for word and in its order. */

export interface Example {
  /** As its heading says, e.g. `GET /characters`. */
  operation: string;
  request?: unknown;
  status: number;
  response: unknown;
}

export const EXAMPLES: readonly Example[] = [
  {
    operation: 'POST /auth/register',
    request: {
      email: 'user@example.com',
      password: 'SecurePassword123!',
      name: 'John Doe',
    },
    status: 201,
    response: {
      id: 'usr_123456',
      email: 'user@example.com',
      name: 'John Doe',
      created_at: '2024-01-15T10:00:00Z',
      email_verified: false,
    },
  },
  {
    operation: 'POST /auth/login',
    request: {
      email: 'user@example.com',
      password: 'SecurePassword123!',
    },
    status: 200,
    response: {
      access_token: 'eyJhbGciOiJIUzI1...',
      refresh_token: 'eyJhbGciOiJIUzI1...',
      expires_in: 3600,
      user: {
        id: 'usr_123456',
        email: 'user@example.com',
      },
    },
  },
  {
    operation: 'GET /characters',
    status: 200,
    response: {
      characters: [
        {
          id: 'chr_789012',
          name: 'AI Tutor',
          description: 'Friendly educational assistant',
          status: 'published',
          vrm_model_id: 'vrm_001',
          created_at: '2024-01-10T08:00:00Z',
          updated_at: '2024-01-14T15:30:00Z',
          public_url: 'https://chatvrm.com/c/ai-tutor-789012',
        },
      ],
      pagination: {
        page: 1,
        limit: 20,
        total: 45,
        pages: 3,
      },
    },
  },
  {
    operation: 'POST /characters',
    request: {
      name: 'Customer Support Bot',
      description: '24/7 customer service assistant',
      vrm_model_id: 'vrm_002',
      system_prompt: 'You are a helpful customer support agent...',
      voice_config: {
        provider: 'koeiromap',
        voice_id: 'voice_cheerful',
        speed: 1.0,
        pitch: 1.0,
      },
      mode: 'agentic',
      knowledge_base_ids: ['kb_123', 'kb_456'],
    },
    status: 201,
    response: {
      id: 'chr_345678',
      name: 'Customer Support Bot',
      status: 'draft',
      created_at: '2024-01-15T10:30:00Z',
      vrm_model: {
        id: 'vrm_002',
        name: 'Professional Avatar',
        preview_url: 'https://cdn.chatvrm.com/models/vrm_002/preview.png',
      },
    },
  },
  {
    operation: 'GET /characters/{character_id}',
    status: 200,
    response: {
      id: 'chr_345678',
      name: 'Customer Support Bot',
      description: '24/7 customer service assistant',
      status: 'published',
      vrm_model: {
        id: 'vrm_002',
        name: 'Professional Avatar',
        file_url: 'https://cdn.chatvrm.com/models/vrm_002/model.vrm',
      },
      system_prompt: 'You are a helpful customer support agent...',
      voice_config: {
        provider: 'koeiromap',
        voice_id: 'voice_cheerful',
        speed: 1.0,
        pitch: 1.0,
      },
      mode: 'agentic',
      knowledge_bases: [
        {
          id: 'kb_123',
          name: 'Product Documentation',
          document_count: 45,
        },
      ],
      analytics: {
        total_conversations: 1234,
        avg_rating: 4.5,
        total_messages: 5678,
      },
    },
  },
  {
    operation: 'PUT /characters/{character_id}',
    request: {
      name: 'Updated Support Bot',
      system_prompt: 'You are an expert support agent...',
      voice_config: {
        speed: 1.2,
      },
    },
    status: 200,
    response: {
      id: 'chr_345678',
      name: 'Updated Support Bot',
      updated_at: '2024-01-15T11:00:00Z',
    },
  },
  {
    operation: 'POST /characters/{character_id}/publish',
    status: 200,
    response: {
      id: 'chr_345678',
      status: 'published',
      public_url: 'https://chatvrm.com/c/support-bot-345678',
      embed_code: "<iframe src='https://chatvrm.com/embed/chr_345678'></iframe>",
    },
  },
  {
    operation: 'POST /conversations',
    request: {
      character_id: 'chr_345678',
      initial_message: 'Hello, I need help with my order',
    },
    status: 201,
    response: {
      id: 'conv_987654',
      character_id: 'chr_345678',
      started_at: '2024-01-15T12:00:00Z',
      messages: [
        {
          id: 'msg_111',
          role: 'user',
          content: 'Hello, I need help with my order',
          timestamp: '2024-01-15T12:00:00Z',
        },
        {
          id: 'msg_112',
          role: 'assistant',
          content:
            "Hello! I'd be happy to help you with your order. Could you please provide your order number?",
          timestamp: '2024-01-15T12:00:01Z',
          audio_url: 'https://cdn.chatvrm.com/audio/msg_112.mp3',
          emotion: 'neutral',
        },
      ],
    },
  },
  {
    operation: 'POST /conversations/{conversation_id}/messages',
    request: {
      content: 'My order number is #12345',
      input_type: 'text',
    },
    status: 200,
    response: {
      id: 'msg_113',
      role: 'user',
      content: 'My order number is #12345',
      timestamp: '2024-01-15T12:00:30Z',
    },
  },
  {
    operation: 'GET /vrm-models',
    status: 200,
    response: {
      models: [
        {
          id: 'vrm_001',
          name: 'Casual Avatar',
          category: 'human',
          preview_url: 'https://cdn.chatvrm.com/models/vrm_001/preview.png',
          polygon_count: 15000,
          file_size_mb: 12.5,
          tags: ['casual', 'modern', 'unisex'],
        },
      ],
    },
  },
  {
    operation: 'POST /knowledge-bases',
    request: {
      name: 'Product Documentation',
      description: 'Technical docs and user guides',
    },
    status: 201,
    response: {
      id: 'kb_789',
      name: 'Product Documentation',
      created_at: '2024-01-15T13:00:00Z',
      document_count: 0,
      total_chunks: 0,
    },
  },
  {
    operation: 'POST /knowledge-bases/{kb_id}/documents',
    status: 201,
    response: {
      id: 'doc_456',
      filename: 'user-guide.pdf',
      status: 'processing',
      chunks_created: 0,
    },
  },
];

/** What comes over the WebSocket. */
export const FRAMES = [
  {
    type: 'message_chunk',
    conversation_id: 'conv_987654',
    message_id: 'msg_114',
    content: 'I found your order',
    is_final: false,
  },
  {
    type: 'message_complete',
    conversation_id: 'conv_987654',
    message_id: 'msg_114',
    content: 'I found your order #12345. It was shipped yesterday and should arrive by tomorrow.',
    audio_url: 'https://cdn.chatvrm.com/audio/msg_114.mp3',
    emotion: 'happy',
    animation_triggers: ['nod', 'gesture_explain'],
  },
] as const;

export const ERROR_EXAMPLE = {
  error: {
    code: 'character_not_found',
    message: 'The requested character does not exist',
    details: {
      character_id: 'chr_invalid',
    },
  },
};

export const ERROR_CODES = [
  'invalid_request',
  'authentication_failed',
  'rate_limit_exceeded',
  'insufficient_permissions',
  'resource_not_found',
  'internal_server_error',
];
