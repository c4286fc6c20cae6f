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

export type OperationName = (typeof OPERATIONS)[number];

/** What answers that it is not available, and why. */
export const NOT_THERE_YET: { readonly [Name in OperationName]?: string } = {
  'POST /v1/auth/login': 'Signing in here is not possible yet: use an API key',
  'GET /v1/profile/{username}': 'There are no profiles yet',
  'PUT /v1/profile/{username}': 'There are no profiles yet',
  'POST /v1/ai/generate': 'Nothing can be generated here yet',
  'GET /v1/triggers': 'There are no triggers yet',
  'POST /v1/triggers': 'There are no triggers yet',
  'GET /v1/sessions': 'Sessions cannot be listed here yet',
  'GET /v1/sessions/{sessionId}': 'Sessions cannot be read here yet',
  'POST /v1/webhooks': 'Webhooks cannot be registered here yet',
};
