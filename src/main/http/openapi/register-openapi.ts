import fastifySwagger from '@fastify/swagger';
import type { FastifyContextConfig, FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { type ApiNotes, finishOperations } from './finish-operations.ts';

/** What an OpenAPI document says beside what its routes say. */
export interface ApiDescription extends ApiNotes {
  title: string;
  /** Markdown. */
  description: string;
  /** The sections, in the order in which they are shown. */
  tags?: { name: string; description: string }[];
}

/** Writes an OpenAPI 3.1 document from the routes that are registered after this call; `scope.swagger()` gives it. */
export async function registerOpenApi(
  scope: FastifyInstance,
  description: ApiDescription,
  version: string,
): Promise<void> {
  const toJsonSchema = createJsonSchemaTransform({});
  await scope.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: description.title,
        version,
        description: description.description,
        license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' } as { name: string },
      },
      tags: description.tags ?? [],
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description: "The owner's key, an API key of an account, or the access token of a login.",
          },
        },
      },
      security: [{ key: [] }],
    },
    transform: (input) => {
      const { schema, url } = toJsonSchema(input);
      const config: FastifyContextConfig = input.route.config ?? {};
      return { schema: { ...schema, ...(config.public === true ? { security: [] } : {}) }, url };
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('this is not an OpenAPI 3 document');
      // The version is named above.
      return finishOperations(document.openapiObject as Partial<OpenAPIV3_1.Document>, description);
    },
  });
}
