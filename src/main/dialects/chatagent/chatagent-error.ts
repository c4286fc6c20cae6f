import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ChatagentFailure, failureOf } from './messages/failure-of.ts';
import { type Language, languageOf, showLanguage } from './messages/language.ts';
import { reasonIn } from './messages/reason-in.ts';
import { textFor } from './messages/text-for.ts';

/** The document has eight codes, and these for what it does not mention. */
const CODES = {
  400: 'VALIDATION_ERROR',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  426: 'UPGRADE_REQUIRED',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<number, string>;
/** Of a 409 where it is a name that is taken. */
const DUPLICATE = 'DUPLICATE_RESOURCE';

const code = z.enum([...Object.values(CODES), DUPLICATE]);

export const chatagentErrorBody = z.object({
  error: z.object({
    code,
    message: z.string().describe('What the code means, in the language of `Accept-Language`'),
    details: z
      .looseObject({ reason: z.string() })
      .describe('`reason` says what was wrong and what would be right; `field` names what it is about'),
  }),
  timestamp: z.iso.datetime(),
  request_id: z.string().describe('Also the header `X-Request-Id`; the server’s log has it'),
});

/** Answers a failure in ChatAgent's shape, and logs it. */
export function sendChatagentError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  const language = languageOf(request);
  const body = toChatagentError(failure, request.id, language);
  log(error, failure, body.error.code, request);
  if (failure.retryAfterSeconds !== null) reply.header('Retry-After', failure.retryAfterSeconds);
  showLanguage(reply, language);
  reply.header('X-Request-Id', request.id);
  void reply.code(failure.status).type('application/json').send(body);
}

/** A failure as this platform words it. */
export function toChatagentError(
  failure: ChatagentFailure,
  requestId: string,
  language: Language,
): z.infer<typeof chatagentErrorBody> {
  const { status, details } = failure;
  const known = CODES[status as keyof typeof CODES] ?? CODES[400];
  const code = known === 'CONFLICT' && details.field !== undefined ? DUPLICATE : known;
  return {
    error: {
      code,
      message: textFor(language, code),
      details: { ...details, reason: reasonIn(failure, language) },
    },
    timestamp: new Date().toISOString(),
    request_id: requestId,
  };
}

const PATH_MAX = 300;

function log(
  error: unknown,
  { status, kind }: ChatagentFailure,
  code: string,
  request: FastifyRequest,
): void {
  const about = {
    module: 'api',
    code,
    status,
    method: request.method,
    path: request.url.split('?')[0]?.slice(0, PATH_MAX),
    user_id: request.principal?.userId,
  };
  const isOurs = status >= 500 && kind !== 'not_available';
  if (isOurs) request.log.error({ err: error, ...about }, 'request failed');
  else request.log.info(about, 'request refused');
}
