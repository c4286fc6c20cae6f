/** What the platform's document has, and what of it is not there yet. */

/** Every operation of the document, in its order. */
export const OPERATIONS = [
  'POST /v1/auth/login',
  'GET /v1/profile/{username}',
  'PUT /v1/profile/{username}',
  'POST /v1/ai/generate',
  'GET /v1/triggers',
  'POST /v1/triggers',
  'GET /v1/sessions',
  'GET /v1/sessions/{sessionId}',
  'POST /v1/webhooks',
] as const;

/** Its WebSocket. */
export const SOCKET = '/ws/chat';

/** What answers that it is not available, and why. */
export const NOT_THERE_YET = {} as const satisfies {
  readonly [Name in (typeof OPERATIONS)[number]]?: string;
};
