import { z } from 'zod';
import { type ApiKeyBody, apiKeyDraft, apiKeyList, newApiKey } from '../../../shared/api/accounts.ts';
import { id } from '../../../shared/api/common.ts';
import type { ApiKey } from '../../domain/accounts/api-keys.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const params = z.object({ api_key_id: id });
const tags = ['API keys'];
const config = { inPerson: true };

export function registerApiKeys(app: NativeApp, { apiKeys }: NativeServices): void {
  app.get(
    '/api-keys',
    {
      config,
      schema: {
        tags,
        summary: 'List my API keys',
        description: 'Without the keys themselves, which nothing shows again.',
        response: { 200: apiKeyList },
      },
    },
    async (request) => ({ api_keys: (await apiKeys.list(request.principal)).map(toApiKeyBody) }),
  );

  app.post(
    '/api-keys',
    {
      config,
      schema: {
        tags,
        summary: 'Make an API key',
        description: 'The answer shows the key; nothing shows it again. What it asks counts for the account.',
        body: apiKeyDraft,
        response: { 201: newApiKey },
      },
    },
    async (request, reply) => {
      const { name, scopes, expires_at } = request.body;
      const expiresAtMs = expires_at === null ? null : Date.parse(expires_at);
      const made = await apiKeys.create(request.principal, { name, scopes, expiresAtMs });
      return reply.code(201).send({ ...toApiKeyBody(made), key: made.key });
    },
  );

  app.delete(
    '/api-keys/:api_key_id',
    {
      config,
      schema: {
        tags,
        summary: 'Delete an API key',
        description: 'It is not valid any more, and what is connected with it is cut off.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await apiKeys.delete(request.principal, request.params.api_key_id);
      return reply.code(204).send(null);
    },
  );
}

function toApiKeyBody(key: ApiKey): ApiKeyBody {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: key.scopes,
    created_at: new Date(key.createdAtMs).toISOString(),
    expires_at: time(key.expiresAtMs),
    last_used_at: time(key.lastUsedAtMs),
  };
}
