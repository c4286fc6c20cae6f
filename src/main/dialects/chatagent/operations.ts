/** What the platform's document has, and what of it is not there yet. */

/** Every operation of the document, in its order. */
export const OPERATIONS = [
  'POST /api/v1/auth/register',
  'POST /api/v1/auth/login',
  'GET /api/v1/auth/me',
  'POST /api/v1/bots/',
  'GET /api/v1/bots/',
  'GET /api/v1/bots/{bot_id}',
  'PUT /api/v1/bots/{bot_id}',
  'DELETE /api/v1/bots/{bot_id}',
  'POST /api/v1/bots/{bot_id}/start',
  'POST /api/v1/bots/{bot_id}/stop',
  'GET /api/v1/bots/{bot_id}/status',
  'POST /api/v1/conversations/',
  'GET /api/v1/conversations/',
  'POST /api/v1/conversations/{conversation_id}/messages',
  'GET /api/v1/conversations/{conversation_id}/messages',
  'POST /api/v1/multimodal/process',
  'POST /api/v1/multimodal/batch-process',
  'GET /api/v1/multimodal/formats',
  'POST /api/v1/knowledge/bases',
  'POST /api/v1/knowledge/bases/{base_id}/documents',
  'POST /api/v1/knowledge/bases/{base_id}/search',
  'GET /api/v1/plugins/available',
  'POST /api/v1/bots/{bot_id}/plugins/{plugin_id}',
  'GET /api/v1/monitoring/metrics',
  'GET /api/v1/monitoring/logs',
] as const;

/** Its WebSocket. */
export const SOCKET = '/api/v1/ws/conversations/{conversation_id}';

export type OperationName = (typeof OPERATIONS)[number];

/** What answers that it is not available, and why. */
export const NOT_THERE_YET: { readonly [Name in OperationName]?: string } = {
  'POST /api/v1/multimodal/process': 'Files cannot be processed here yet',
  'POST /api/v1/multimodal/batch-process': 'Files cannot be processed here yet',
  'GET /api/v1/multimodal/formats': 'Files cannot be processed here yet',
  'GET /api/v1/plugins/available': 'There are no plugins yet',
  'POST /api/v1/bots/{bot_id}/plugins/{plugin_id}': 'There are no plugins yet',
};
