import { z } from 'zod';
import {
  modelFile,
  modelFileList,
  type SettingsBody,
  settings as settingsBody,
  settingsChanges,
} from '../../../shared/api/settings.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { ModelFile } from '../../domain/models/model-library.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const HINT_SEEN = 'bigger_model_hint_seen';

export function registerSettings(app: NativeApp, services: NativeServices): void {
  const { models, modelLibrary, settings, access } = services;

  app.get(
    '/settings',
    { schema: { tags: ['Settings'], summary: 'The settings', response: { 200: settingsBody } } },
    async () => await toSettingsBody(services),
  );

  app.put(
    '/settings',
    {
      schema: {
        tags: ['Settings'],
        summary: 'Change settings',
        description: 'What is left out stays as it is.',
        body: settingsChanges,
        response: { 200: settingsBody },
      },
    },
    async (request) => {
      const changes = request.body;
      if (changes.model !== undefined) await models.choose(changes.model);
      await access.change({ allowedOrigins: changes.allowed_origins, allowedHosts: changes.allowed_hosts });
      if (changes.bigger_model_hint_seen !== undefined) {
        await settings.set(HINT_SEEN, changes.bigger_model_hint_seen);
      }
      return await toSettingsBody(services);
    },
  );

  app.get(
    '/model-files',
    {
      schema: {
        tags: ['Models'],
        summary: 'The language models on this machine',
        response: { 200: modelFileList },
      },
    },
    async () => ({ models: (await modelLibrary.list()).map(toModelFileBody) }),
  );

  app.post(
    '/model-files',
    {
      config: { takesFile: true },
      schema: {
        tags: ['Models'],
        summary: 'Add a language model',
        description: 'The body is the GGUF file itself (application/octet-stream), `name` its file name.',
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

async function toSettingsBody({ models, settings, access }: NativeServices): Promise<SettingsBody> {
  const choice = await models.choice();
  const { allowedOrigins, allowedHosts } = access.current;
  return {
    model:
      choice.provider === 'openai'
        ? {
            provider: 'openai',
            base_url: choice.base_url,
            model: choice.model,
            has_api_key: choice.api_key !== undefined,
          }
        : choice,
    allowed_origins: [...allowedOrigins],
    allowed_hosts: [...allowedHosts],
    bigger_model_hint_seen: (await settings.get(HINT_SEEN)) === true,
  };
}

function toModelFileBody(file: ModelFile) {
  return { id: file.id, name: file.name, byte_count: file.byteCount, starter: file.starter };
}
