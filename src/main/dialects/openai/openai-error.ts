import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DomainError } from '../../domain/domain-error.ts';
import { AccessError } from '../../http/auth/access-error.ts';
import { DISK_FULL, DOMAIN_STATUS, isDiskFull, requestFault } from '../../http/failure-words.ts';
import { EngineError } from '../../inference/engine-error.ts';

/** An error as OpenAI's clients read it; they choose its class by the status. */
export interface OpenAiError {
  status: number;
  type: 'invalid_request_error' | 'permission_error' | 'requests' | 'server_error';
  code: string | null;
  /** The parameter that was wrong, e.g. `messages[0].content`. */
  param: string | null;
  message: string;
  retryAfterSeconds?: number | undefined;
  /** It would fail again: the clients need not try. */
  final?: boolean;
}

/** What OpenAI offers and Tomo cannot do. */
export class NotAvailableError extends Error {
  override readonly name = 'NotAvailableError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const CLOSED_BY_CLIENT = 499;

/** Failures of the engine that another request would not have. */
const CALLERS_FAULT: Partial<Record<EngineError['code'], { code: string; param: string }>> = {
  context_exceeded: { code: 'context_length_exceeded', param: 'messages' },
  unsupported: { code: 'unsupported_value', param: 'response_format' },
  voice_unknown: { code: 'voice_not_found', param: 'voice' },
};

const CODE_OF_STATUS: Record<number, string> = {
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** Answers a failure in OpenAI's shape and logs what is not the caller's fault. */
export function sendOpenAiError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = toOpenAiError(error);
  if (failure.status >= 500 && failure.final !== true) request.log.error({ err: error }, 'request failed');
  if (failure.retryAfterSeconds !== undefined) reply.header('Retry-After', failure.retryAfterSeconds);
  if (failure.final === true) reply.header('x-should-retry', 'false');
  void reply.code(failure.status).type('application/json').send(openAiErrorBody(failure));
}

export function openAiErrorBody({ message, type, param, code }: OpenAiError) {
  return { error: { message, type, param, code } };
}

/** Translates any failure; what is not the caller's fault says nothing about its cause. */
export function toOpenAiError(error: unknown): OpenAiError {
  if (error instanceof AccessError) return fromAccess(error);
  if (error instanceof DomainError) return fromDomain(error);
  if (error instanceof EngineError) return fromEngine(error);
  if (error instanceof NotAvailableError) {
    const { code, message } = error;
    return { status: 501, type: 'server_error', code, param: null, message, final: true };
  }
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error.validation);
  if ((error as Error).name === 'AbortError') return invalid(CLOSED_BY_CLIENT, null, 'The client went away');
  if (isDiskFull(error)) {
    return { status: 503, type: 'server_error', code: null, param: null, message: DISK_FULL, final: true };
  }
  const fault = requestFault(error);
  if (fault !== null) {
    return { ...invalid(fault.status, null, fault.message), code: CODE_OF_STATUS[fault.status] ?? null };
  }
  return {
    status: 500,
    type: 'server_error',
    code: null,
    param: null,
    message: 'Something went wrong inside Tomo; its log says what',
  };
}

function invalid(status: number, param: string | null, message: string): OpenAiError {
  return { status, type: 'invalid_request_error', code: null, param, message };
}

function fromAccess({ statusCode, code, message, retryAfterSeconds }: AccessError): OpenAiError {
  if (statusCode === 401) return { ...invalid(401, null, message), code: 'invalid_api_key' };
  if (statusCode === 429) {
    const type = 'requests';
    return { status: 429, type, code: 'rate_limit_exceeded', param: null, message, retryAfterSeconds };
  }
  return { status: 403, type: 'permission_error', code, param: null, message };
}

function fromDomain({ code, message, details }: DomainError): OpenAiError {
  const param = typeof details.field === 'string' ? details.field : null;
  if (code !== 'not_found') return invalid(DOMAIN_STATUS[code], param, message);
  // A character is a model here, and neither says whether somebody else has it.
  const unknownModel = details.resource === 'model' || details.resource === 'character';
  return unknownModel
    ? {
        ...invalid(404, 'model', 'The model does not exist; GET /v1/models lists them'),
        code: 'model_not_found',
      }
    : invalid(404, param, message);
}

function fromEngine({ code, message }: EngineError): OpenAiError {
  const fault = CALLERS_FAULT[code];
  if (fault !== undefined) return { ...invalid(400, fault.param, message), code: fault.code };
  return { status: 503, type: 'server_error', code, param: null, message };
}

function fromValidation(issues: { instancePath: string; message?: string }[]): OpenAiError {
  const [first] = issues;
  const param = toParam(first?.instancePath ?? '');
  const where = param === null ? 'The request' : `'${param}'`;
  return invalid(400, param, `${where} is not valid: ${first?.message ?? 'see the documentation'}`);
}

/** `/messages/0/role` to `messages[0].role`. */
function toParam(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0) return null;
  return parts
    .map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`))
    .join('');
}
