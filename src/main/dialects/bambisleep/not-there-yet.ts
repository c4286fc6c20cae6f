import type { HTTPMethods } from 'fastify';
import type { DialectApp } from '../dialect.ts';
import { NotAvailableError } from './bambisleep-error.ts';
import { NOT_THERE_YET } from './operations.ts';

/** Answers what is not there yet with the reason, so that a client learns more than from a 404. */
export function registerNotThereYet(app: DialectApp): void {
  for (const [operation, reason] of Object.entries(NOT_THERE_YET)) {
    const [method, path = ''] = operation.split(' ');
    app.route({
      method: method as HTTPMethods,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      schema: { hide: true },
      handler: async () => {
        throw new NotAvailableError(operation, reason);
      },
    });
  }
}
