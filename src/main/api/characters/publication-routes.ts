import { z } from 'zod';
import { character, publishedCharacter } from '../../../shared/api/characters.ts';
import { id } from '../../../shared/api/common.ts';
import { absoluteUrl, type NativeApp, type NativeServices } from '../native-app.ts';
import { toCharacterBody } from './character-body.ts';

const params = z.object({ character_id: id });
const tags = ['Characters'];

const CHANGES = [
  [
    'unpublish',
    'Make a character private again',
    'Its visitors are shown out at once. Its address is kept for it.',
  ],
  ['archive', 'Put a character away', 'Nobody talks to it or visits it; what was said to it stays.'],
  ['unarchive', 'Take a character out of the archive', 'It is a draft then.'],
] as const;

/** Who may visit a character, and its end. */
export function registerPublication(app: NativeApp, services: NativeServices): void {
  const { publications, characterRemoval } = services;

  app.post(
    '/characters/:character_id/publish',
    {
      schema: {
        tags,
        summary: 'Make a character public',
        description:
          'Everybody who reaches this server can then talk to it, without a key and within limits. The address stays ' +
          'the same when it is published again. `embed_code` works on the websites of `allowed_origins`.',
        params,
        response: { 200: publishedCharacter },
      },
    },
    async (request) => {
      const published = await publications.publish(request.principal, request.params.character_id);
      const body = await toCharacterBody(services, request, published);
      return {
        ...body,
        public_url: absoluteUrl(request, `/c/${published.slug}`),
        embed_code: embedCode(absoluteUrl(request, `/embed/${published.id}`), published.name),
      };
    },
  );

  for (const [name, summary, description] of CHANGES) {
    app.post(
      `/characters/:character_id/${name}`,
      { schema: { tags, summary, description, params, response: { 200: character } } },
      async (request) => {
        const changed = await publications[name](request.principal, request.params.character_id);
        return await toCharacterBody(services, request, changed);
      },
    );
  }

  app.delete(
    '/characters/:character_id',
    {
      schema: {
        tags,
        summary: 'Delete a character',
        description: 'With every conversation that anybody had with it, and their sound.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await characterRemoval.remove(request.principal, request.params.character_id);
      return reply.code(204).send(null);
    },
  );
}

function embedCode(address: string, name: string): string {
  const title = name.replace(/[&<>'"]/g, (letter) => `&#${letter.codePointAt(0)};`);
  return `<iframe src='${address}' title='${title}' width='400' height='600' style='border:0' allow='autoplay'></iframe>`;
}
