import { randomBytes } from 'node:crypto';

/** A secret for whoever registers a webhook without one; it has to be shown to them, once. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}
