/** What the platform's document has, and what of it is not there yet. */

/** Every operation of the document, in its order. */
export const OPERATIONS = [
  'POST /api/v1/chat/message',
  'GET /api/v1/chat/history/{session_id}',
  'DELETE /api/v1/chat/history/{session_id}',
  'GET /api/v1/characters',
  'GET /api/v1/characters/{character_id}',
  'PUT /api/v1/characters/{character_id}',
  'POST /api/v1/media/voice',
  'POST /api/v1/media/video',
  'GET /api/v1/media/status/{request_id}',
  'GET /api/v1/health',
  'GET /api/v1/metrics',
] as const;

/** What the traffic of this API is counted under. */
export const API = 'chattr';

/** Its WebSocket. */
export const SOCKET = '/api/v1/ws/chat';

/** What answers that it is not available, and why. */
export const NOT_THERE_YET = {
  'POST /api/v1/media/video': 'Videos cannot be made here yet: Tomo has no generator for them',
} as const satisfies { [Operation in (typeof OPERATIONS)[number]]?: string };
