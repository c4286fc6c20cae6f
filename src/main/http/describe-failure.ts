import type { FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DomainError } from '../domain/domain-error.ts';
import { EngineError } from '../inference/engine-error.ts';
import { AccessError } from './auth/access-error.ts';
import { DISK_FULL, DOMAIN_STATUS, isDiskFull, requestFault } from './failure-words.ts';

/** What a platform offers and Tomo does not have. */
export class NotAvailableError extends Error {
  override readonly name = 'NotAvailableError';
  readonly feature: string;

  constructor(feature: string, message: string) {
    super(message);
    this.feature = feature;
  }
}

/** A failure before a dialect puts it into its own words. */
export interface Failure {
  status: number;
  /** For the caller: it says nothing about causes that are not theirs. */
  message: string;
  details: Record<string, unknown>;
  /** `not_available`: the platform offers it, Tomo does not. */
  kind: 'refused' | 'invalid' | 'not_available' | 'gone' | 'internal';
  retryAfterSeconds: number | null;
}

const CLOSED_BY_CLIENT = 499;

/** Sorts any failure, and logs what is not the caller's fault. */
export function reportFailure(error: unknown, request: FastifyRequest): Failure {
  const failure = describeFailure(error);
  if (failure.kind === 'internal') {
    request.log.error({ err: error }, 'request failed');
  }
  return failure;
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof AccessError) {
    const { statusCode: status, message, retryAfterSeconds } = error;
    const details = retryAfterSeconds === undefined ? {} : { retry_after_seconds: retryAfterSeconds };
    return { ...refused(status, message, details), retryAfterSeconds: retryAfterSeconds ?? null };
  }
  if (error instanceof DomainError) return refused(DOMAIN_STATUS[error.code], error.message, error.details);
  if (error instanceof EngineError) {
    // What is too long for a model is no failure of the engine.
    if (error.code === 'context_exceeded') return refused(503, error.message, { reason: error.code });
    return { ...refused(503, error.message, { reason: error.code }), kind: 'internal' };
  }
  if (error instanceof NotAvailableError) {
    const details = { feature: error.feature, available: false };
    return { ...refused(503, error.message, details), kind: 'not_available' };
  }
  // 507 is in no platform's document.
  if (isDiskFull(error)) return { ...refused(503, DISK_FULL), kind: 'internal' };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = (first?.instancePath ?? '').split('/').filter(Boolean).join('.');
    const what = field === '' ? 'The request' : `'${field}'`;
    const message = `${what} is not valid: ${first?.message ?? 'see the documentation'}`;
    return { ...refused(400, message, field === '' ? {} : { field }), kind: 'invalid' };
  }
  if ((error as Error).name === 'AbortError') {
    return { ...refused(CLOSED_BY_CLIENT, 'The client went away'), kind: 'gone' };
  }
  const fault = requestFault(error);
  if (fault !== null) return refused(fault.status, fault.message);
  return { ...refused(500, 'Something went wrong inside Tomo; its log says what'), kind: 'internal' };
}

function refused(status: number, message: string, details: Record<string, unknown> = {}): Failure {
  return { status, message, details, kind: 'refused', retryAfterSeconds: null };
}
