import { AddressRefusedError, type Asker, type OutgoingDoor } from '../outgoing/outgoing-door.ts';
import { postOnce } from './post-once.ts';
import { signatureOf } from './signature.ts';
import type { DeliveryFailure } from './webhook.ts';

/** From the resolution of the name to the end of the answer. */
const ATTEMPT_MS = 10_000;
const GONE = 410;

/** What is sent, and where. */
export interface Sending {
  id: string;
  event: string;
  body: string;
  url: string;
  secret: string | null;
  asker: Asker;
}

export interface Outcome {
  /** Null: it was taken. */
  failure: DeliveryFailure | null;
  status: number | null;
  retryAfterMs: number | null;
  /** The other side wants no further try. */
  isFinal: boolean;
}

interface AttemptTools {
  door: OutgoingDoor;
  version: string;
  attemptMs?: number | undefined;
}

/**
 * Tries a delivery once. It never throws.
 *
 * @param attempt which try it is, from 1
 * @param stop ends it when the program ends
 */
export async function attemptDelivery(
  sending: Sending,
  attempt: number,
  { door, version, attemptMs = ATTEMPT_MS }: AttemptTools,
  stop: AbortSignal,
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(attemptMs);
  const signal = AbortSignal.any([deadline, stop]);
  const body = Buffer.from(sending.body, 'utf8');
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'User-Agent': `Tomo/${version}`,
    'X-Webhook-Event': sending.event,
    'X-Webhook-Delivery': sending.id,
    'X-Webhook-Timestamp': new Date().toISOString(),
    'X-Webhook-Attempt': String(attempt),
  };
  if (sending.secret !== null) headers['X-Webhook-Signature'] = signatureOf(body, sending.secret);
  try {
    const lookup = await door.pass(sending.url, sending.asker, signal);
    const { status, retryAfterMs } = await postOnce(sending.url, lookup, headers, body, signal);
    const failure = failureOfStatus(status);
    return { failure, status, retryAfterMs, isFinal: status === GONE };
  } catch (error) {
    const failure = deadline.aborted ? 'timeout' : failureOf(error);
    return { failure, status: null, retryAfterMs: null, isFinal: false };
  }
}

function failureOfStatus(status: number): DeliveryFailure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

const NAME_CODES = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'EAI_NODATA', 'ESERVFAIL', 'ETIMEOUT']);
const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/;

function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof AddressRefusedError) return 'address_not_allowed';
  const { code = '', cause } = error as NodeJS.ErrnoException & { cause?: { code?: string } };
  if (NAME_CODES.has(code)) return 'name_not_found';
  if (TLS_CODES.test(code) || TLS_CODES.test(cause?.code ?? '')) return 'tls_failed';
  return code.startsWith('HPE_') ? 'invalid_response' : 'connection_failed';
}
