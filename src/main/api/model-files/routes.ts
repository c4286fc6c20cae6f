import { z } from 'zod';
import { modelFile, modelFileList } from '../../../shared/api/settings.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { ModelFile } from '../../domain/models/model-library.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const tags = ['Language models'];

export function registerModelFiles(app: NativeApp, { modelLibrary }: NativeServices): void {
  app.get(
    '/model-files',
    {
      schema: {
        tags,
        summary: 'List language models',
        description: 'The GGUF files on this machine. `PUT /v1/settings` chooses one.',
        response: { 200: modelFileList },
      },
    },
    async () => ({ models: (await modelLibrary.list('language')).map(toModelFileBody) }),
  );

  app.post(
    '/model-files',
    {
      config: { takesFile: true, ownerOnly: true },
      schema: {
        tags,
        summary: 'Add a language model (owner)',
        description:
          'The body is the GGUF file itself (application/octet-stream), `name` its file name. A file that turns texts ' +
          'into vectors is taken too: its `kind` is `embedding`, and `GET /v1/embedding-models` lists it.',
        querystring: z.object({ name: z.string().min(1).max(255) }),
        consumes: ['application/octet-stream'],
        response: { 201: modelFile },
      },
    },
    async (request, reply) => {
      if (!/^application\/octet-stream\b/i.test(request.headers['content-type'] ?? '')) {
        throw new DomainError('invalid', 'Send the GGUF file itself, as application/octet-stream');
      }
      const added = await modelLibrary.add(request.query.name, request.raw);
      return reply.code(201).send(toModelFileBody(added));
    },
  );
}

function toModelFileBody(file: ModelFile) {
  return { id: file.id, name: file.name, kind: file.kind, byte_count: file.byteCount, starter: file.starter };
}
