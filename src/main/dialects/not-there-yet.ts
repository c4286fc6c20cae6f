import type { HTTPMethods } from 'fastify';
import { NotAvailableError } from '../http/describe-failure.ts';
import type { DialectApp } from './dialect.ts';

/**
 * Answers what a platform's document has and Tomo does not, in the dialect's own shape. The
 * OpenAPI document has only what is there.
 *
 * @param operations by method and address, with its parameters in braces; what to say of each
 */
export function registerNotThereYet(app: DialectApp, operations: Readonly<Record<string, string>>): void {
  for (const [operation, message] of Object.entries(operations)) {
    const [method = '', path = ''] = operation.split(' ');
    app.route({
      method: method as HTTPMethods,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      schema: { hide: true },
      handler: async () => {
        throw new NotAvailableError(operation, message);
      },
    });
  }
}
