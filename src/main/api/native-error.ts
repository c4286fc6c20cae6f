import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ServerFrame } from '../../shared/realtime.ts';
import { DomainError } from '../domain/domain-error.ts';
import { DISK_FULL, DOMAIN_STATUS, isDiskFull, requestFault } from '../http/failure-words.ts';
import { EngineError } from '../inference/engine-error.ts';

/** An error in the native API's shape. */
export interface NativeError {
  status: number;
  code: string;
  message: string;
  details: Record<string, unknown>;
}

const CODE_OF_STATUS: Record<number, string> = {
  400: 'invalid_request',
  401: 'authentication_failed',
  403: 'insufficient_permissions',
  404: 'resource_not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limit_exceeded',
};

/** A failure together with what its caller needs in order to go on. */
export class FailureAbout extends Error {
  override readonly name = 'FailureAbout';
  readonly details: NativeError['details'];

  constructor(cause: unknown, details: NativeError['details']) {
    super('failed', { cause });
    this.details = details;
  }
}

/**
 * Translates any failure into the native API's shape. What is not the caller's fault becomes
 * `internal_server_error` without a word about its cause; the caller of this function logs that.
 */
export function toNativeError(error: unknown): NativeError {
  if (error instanceof FailureAbout) {
    const cause = toNativeError(error.cause);
    return { ...cause, details: { ...cause.details, ...error.details } };
  }
  if (error instanceof DomainError) return fromDomain(error);
  if (error instanceof EngineError) {
    return { status: 503, code: error.code, message: error.message, details: {} };
  }
  if (isDiskFull(error)) {
    return {
      status: 507,
      code: 'storage_full',
      message: DISK_FULL,
      details: {},
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error);
  const fault = requestFault(error);
  if (fault !== null) {
    return { ...fault, code: CODE_OF_STATUS[fault.status] ?? 'invalid_request', details: {} };
  }
  return {
    status: 500,
    code: 'internal_server_error',
    message: 'Something went wrong inside Tomo; its log says what',
    details: {},
  };
}

/** The body of an error answer. */
export function nativeErrorBody(code: string, message: string, details: NativeError['details'] = {}) {
  return { error: { code, message, details } };
}

/** The frame that tells a WebSocket. @param more joins the details */
export function nativeErrorFrame(
  { code, message, details }: NativeError,
  more: NativeError['details'] = {},
): ServerFrame {
  return { type: 'error', code, message, details: { ...details, ...more } };
}

function fromDomain(error: DomainError): NativeError {
  const { resource, ...details } = error.details;
  const status = DOMAIN_STATUS[error.code];
  const code = error.code === 'not_found' && resource === 'character' ? 'character_not_found' : undefined;
  return {
    status,
    code: code ?? CODE_OF_STATUS[status] ?? 'invalid_request',
    message: error.message,
    details,
  };
}

function fromValidation(error: {
  validation: { instancePath: string; message?: string }[];
  validationContext?: string | undefined;
}): NativeError {
  const issues = error.validation.map(({ instancePath, message }) => ({
    field: instancePath.replace(/^\//, '').replaceAll('/', '.'),
    message: message ?? 'not valid',
  }));
  const first = issues[0];
  const where = first === undefined || first.field === '' ? 'The request' : `'${first.field}'`;
  return {
    status: 400,
    code: 'invalid_request',
    message: `${where} is not valid: ${first?.message ?? 'see the documentation'}`,
    details: { in: error.validationContext ?? 'body', issues },
  };
}
