/** The examples of the Chattr App API Reference that a program compares its answers with. */

interface ChattrExample {
  operation: string;
  request?: object;
  response: unknown;
}

const CHARACTER = {
  id: 'assistant',
  name: 'Assistant',
  description: 'A helpful and friendly AI assistant',
  personality: 'Professional, helpful, and knowledgeable',
  avatar_url: '/assets/avatars/assistant.png',
  voice_model: 'default',
  capabilities: ['text', 'voice', 'video'],
};

export const CHATTR_EXAMPLES: readonly ChattrExample[] = [
  {
    operation: 'POST /api/v1/chat/message',
    request: {
      message: 'Hello, how are you today?',
      character_id: 'assistant',
      session_id: 'user-session-123',
      context: { user_name: 'Alice', conversation_history: true },
    },
    response: {
      response: "Hello Alice! I'm doing well, thank you for asking. How can I help you today?",
      character_id: 'assistant',
      session_id: 'user-session-123',
      timestamp: '2024-01-15T10:30:00Z',
      media: {
        audio_url: '/assets/audio/response_123.wav',
        video_url: '/assets/video/response_123.mp4',
      },
      metadata: { tokens_used: 45, response_time_ms: 1200, confidence: 0.95 },
    },
  },
  {
    operation: 'GET /api/v1/chat/history/{session_id}',
    response: {
      session_id: 'user-session-123',
      messages: [
        {
          id: 'msg_001',
          timestamp: '2024-01-15T10:30:00Z',
          role: 'user',
          content: 'Hello, how are you today?',
          character_id: 'assistant',
        },
        {
          id: 'msg_002',
          timestamp: '2024-01-15T10:30:01Z',
          role: 'assistant',
          content: "Hello! I'm doing well...",
          media: { audio_url: '/assets/audio/response_123.wav' },
        },
      ],
      total_count: 24,
      has_more: true,
    },
  },
  {
    operation: 'GET /api/v1/characters',
    response: {
      characters: [
        CHARACTER,
        {
          id: 'creative',
          name: 'Creative Writer',
          description: 'An imaginative AI focused on creative tasks',
          personality: 'Creative, artistic, and inspiring',
          avatar_url: '/assets/avatars/creative.png',
          voice_model: 'expressive',
          capabilities: ['text', 'voice'],
        },
      ],
    },
  },
  {
    operation: 'GET /api/v1/characters/{character_id}',
    response: {
      ...CHARACTER,
      video_model: 'stable-video',
      configuration: {
        temperature: 0.7,
        max_tokens: 4096,
        system_prompt: 'You are a helpful assistant...',
      },
      statistics: {
        total_conversations: 1542,
        average_rating: 4.8,
        last_updated: '2024-01-15T09:00:00Z',
      },
    },
  },
  {
    operation: 'POST /api/v1/media/voice',
    request: {
      text: 'Hello, this will be converted to speech',
      character_id: 'assistant',
      voice_settings: { speed: 1.0, pitch: 1.0, emotion: 'neutral' },
    },
    response: {
      audio_url: '/assets/audio/voice_456.wav',
      duration_seconds: 3.2,
      file_size_bytes: 51200,
      format: 'wav',
      generated_at: '2024-01-15T10:40:00Z',
    },
  },
  {
    operation: 'GET /api/v1/media/status/{request_id}',
    response: {
      request_id: 'media_req_123',
      status: 'completed',
      progress: 100,
      media_type: 'video',
      result: { video_url: '/assets/video/video_789.mp4', duration_seconds: 5.0 },
      created_at: '2024-01-15T10:40:00Z',
      completed_at: '2024-01-15T10:45:00Z',
    },
  },
  {
    operation: 'GET /api/v1/health',
    response: {
      status: 'healthy',
      timestamp: '2024-01-15T10:50:00Z',
      version: '1.0.0',
      uptime_seconds: 86400,
      services: {
        llm_api: 'healthy',
        vector_database: 'healthy',
        voice_generator: 'healthy',
        video_generator: 'healthy',
        redis: 'healthy',
      },
      resource_usage: { cpu_percent: 45.2, memory_percent: 62.1, gpu_memory_percent: 78.5 },
    },
  },
  {
    operation: 'GET /api/v1/metrics',
    response: {
      requests_total: 15420,
      requests_per_minute: 24.5,
      average_response_time_ms: 1200,
      error_rate_percent: 0.05,
      active_sessions: 142,
      characters: { assistant: { conversations_today: 842, average_rating: 4.8 } },
      media_generation: {
        voice_requests_today: 324,
        video_requests_today: 156,
        average_generation_time_seconds: 8.5,
      },
    },
  },
  {
    operation: 'DELETE /api/v1/chat/history/{session_id}',
    response: {
      message: 'Conversation history cleared successfully',
      session_id: 'user-session-123',
      cleared_at: '2024-01-15T10:35:00Z',
    },
  },
];

export const CHATTR_UPDATE = {
  name: 'Updated Assistant',
  description: 'An enhanced AI assistant',
  personality: 'More casual and friendly',
  configuration: { temperature: 0.8, max_tokens: 2048 },
};

export const CHATTR_VIDEO = {
  text: 'A serene landscape with mountains',
  character_id: 'assistant',
  video_settings: { width: 1024, height: 1024, duration_seconds: 5, style: 'realistic' },
};
