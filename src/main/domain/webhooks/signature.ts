import { createHmac } from 'node:crypto';

/**
 * What `X-Webhook-Signature` says: that these bytes come from whoever has the secret.
 *
 * @param body exactly as it is sent
 * @returns `sha256=` and the HMAC-SHA256 of the body in hexadecimal
 */
export function signatureOf(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
