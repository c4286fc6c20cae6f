import type { FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { AccessError } from '../http/auth/access-error.ts';
import type { KnownMethods } from '../http/known-methods.ts';
import type { NativeApp } from './native-app.ts';
import { nativeErrorBody, toNativeError } from './native-error.ts';

/** Has everything below this app validated, and refused, in the native API's way. */
export function speakNative(app: NativeApp, methods: KnownMethods): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendNativeError);
  app.setNotFoundHandler((request, reply) => sendNotFound(request, reply, methods));
}

/** Answers a failure in the native shape and logs what is not the caller's fault. */
export function sendNativeError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code, message, details } = toNativeError(error);
  if (error instanceof AccessError && error.retryAfterSeconds !== undefined) {
    reply.header('Retry-After', error.retryAfterSeconds);
  }
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  if (request.routeOptions.config?.takesFile === true && !request.raw.complete) {
    // Nobody reads the rest of the file any more, and another request on this connection would wait behind it.
    reply.header('Connection', 'close');
    request.raw.unpipe();
    request.raw.resume();
  }
  void reply
    .code(status)
    .type('application/json')
    .send(nativeErrorBody(code, message, details));
}

/** An address that does not exist, or one that does with another method. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply, methods: KnownMethods): void {
  const path = request.url.split('?')[0] ?? '';
  const allowed = methods.of(path);
  if (allowed.length > 0 && !allowed.includes(request.method)) {
    void reply
      .code(405)
      .header('Allow', allowed.join(', '))
      .send(nativeErrorBody('method_not_allowed', `This address takes ${allowed.join(', ')}`, { allowed }));
    return;
  }
  void reply.code(404).send(nativeErrorBody('resource_not_found', 'There is nothing at this address'));
}
