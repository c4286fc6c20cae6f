/** The examples of the BambiSleep.Chat API document that a program compares its answers with. */

interface BambisleepExample {
  operation: string;
  request?: object;
  response?: object;
}

export const BAMBISLEEP_EXAMPLES: readonly BambisleepExample[] = [
  {
    operation: 'POST /v1/auth/login',
    request: { username: 'your_username', password: 'your_password' },
    response: {
      success: true,
      message: 'Authentication successful',
      user: { id: 'user_id', username: 'your_username' },
    },
  },
  {
    operation: 'POST /v1/triggers',
    request: {
      name: 'Custom Trigger',
      description: 'Custom Trigger Description',
      isPublic: false,
      content: 'Trigger activation text',
    },
  },
  {
    operation: 'PUT /v1/profile/{username}',
    request: {
      displayName: 'New Display Name',
      avatarUrl: 'https://bambisleep.chat/avatars/new-image.png',
      isPublic: true,
    },
  },
  {
    operation: 'GET /v1/profile/{username}',
    response: {
      id: 'profile_id',
      username: 'username',
      displayName: 'Display Name',
      avatarUrl: 'https://bambisleep.chat/avatars/image.png',
      isPublic: true,
      xp: 1250,
      level: 5,
      createdAt: '2025-01-01T00:00:00Z',
      triggers: ['trigger1', 'trigger2'],
    },
  },
  {
    operation: 'POST /v1/ai/generate',
    request: {
      prompt: 'Hello Bambi',
      settings: { model: 'MODEL_1', includeAudio: true, includeTriggers: true },
    },
    response: {
      response: 'AI generated response text',
      audioUrl: 'https://bambisleep.chat/audio/response-123.mp3',
      triggers: ['trigger1', 'trigger2'],
    },
  },
  {
    operation: 'GET /v1/triggers',
    response: {
      triggers: [
        {
          id: 'trigger_id',
          name: 'Trigger Name',
          description: 'Trigger Description',
          isPublic: true,
          creator: 'username',
        },
      ],
    },
  },
  {
    operation: 'GET /v1/sessions',
    response: { sessions: [{ id: 'session_id', createdAt: '2025-01-01T00:00:00Z', messageCount: 10 }] },
  },
  {
    operation: 'GET /v1/sessions/{sessionId}',
    response: {
      id: 'session_id',
      createdAt: '2025-01-01T00:00:00Z',
      messages: [
        { role: 'user', content: 'User message', timestamp: '2025-01-01T00:00:00Z' },
        { role: 'assistant', content: 'Assistant response', timestamp: '2025-01-01T00:00:01Z' },
      ],
    },
  },
  {
    operation: 'POST /v1/webhooks',
    request: {
      url: 'https://your-server.com/webhook',
      events: ['message.new', 'profile.update', 'trigger.shared'],
      secret: 'your_webhook_secret',
    },
  },
];

export const BAMBISLEEP_FRAMES = {
  auth: { type: 'auth', token: 'YOUR_SESSION_TOKEN' },
  said: { type: 'message', content: 'Hello everyone!' },
  heard: {
    type: 'message',
    username: 'other_user',
    content: 'Hi there!',
    timestamp: '2025-01-01T00:00:00Z',
  },
};

export const BAMBISLEEP_ERROR = {
  error: true,
  code: 'ERROR_CODE',
  message: 'Human-readable error message',
  details: {},
};
