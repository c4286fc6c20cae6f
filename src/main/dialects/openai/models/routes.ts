import { z } from 'zod';
import type { Principal } from '../../../domain/accounts/principal.ts';
import { notFound } from '../../../domain/domain-error.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { characterModelName, modelNamed } from './model-name.ts';

const model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.number().int().describe('Seconds since 1970; 0 where it is not known'),
  owned_by: z.string(),
});
const modelList = z.object({ object: z.literal('list'), data: z.array(model) });
type Model = z.infer<typeof model>;

const CHARACTERS_MAX = 1000;
const tags = ['Models'];

export function registerModels(app: DialectApp, services: DialectServices): void {
  app.get(
    '/models',
    {
      schema: {
        tags,
        summary: 'Models, and characters as `tomo/CHARACTER_ID`',
        response: { 200: modelList },
      },
    },
    async ({ principal }) => ({
      object: 'list' as const,
      data: [...(await installed(services)), ...(await characters(services, principal))],
    }),
  );

  // Names of models have slashes in them, and clients send them as they are or escaped.
  app.get(
    '/models/*',
    {
      schema: {
        tags,
        summary: 'One model',
        params: z.object({ '*': z.string() }),
        response: { 200: model },
      },
    },
    async ({ params, principal }) => await find(services, principal, params['*']),
  );
}

async function installed({ namedModels, embeddings }: DialectServices): Promise<Model[]> {
  const embedders = (await embeddings.list()).map(({ id }) => id);
  const names = new Set([...(await namedModels.names()), ...embedders]);
  return [...names].map((id) => ({ id, object: 'model', created: 0, owned_by: 'tomo' }));
}

async function characters(services: DialectServices, principal: Principal): Promise<Model[]> {
  const { characters: found } = await services.characters.list(principal, {
    page: 1,
    limit: CHARACTERS_MAX,
    mineOnly: true,
  });
  return found.filter(({ status }) => status !== 'archived').map(ofCharacter);
}

async function find(services: DialectServices, principal: Principal, name: string): Promise<Model> {
  const named = modelNamed(name);
  if (named.kind === 'character') return ofCharacter(await services.characters.get(principal, named.id));
  const known = (await installed(services)).find(({ id }) => id === named.name);
  if (known === undefined) throw notFound('model', name);
  return { ...known, id: name };
}

function ofCharacter({ id, createdAtMs }: { id: string; createdAtMs: number }): Model {
  return {
    id: characterModelName(id),
    object: 'model',
    created: Math.floor(createdAtMs / 1000),
    owned_by: 'tomo-character',
  };
}
