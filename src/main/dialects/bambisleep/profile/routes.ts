import { z } from 'zod';
import type { Principal } from '../../../domain/accounts/principal.ts';
import { pointsOfLevel } from '../../../domain/profiles/level.ts';
import type { Profile } from '../../../domain/profiles/profile.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { timestamp, toTimestamp } from '../success-body.ts';

const tags = ['Profiles'];
const params = z.object({ username: z.string().max(200) });

const profile = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  isPublic: z.boolean(),
  xp: z.int().describe('Experience points'),
  level: z.int(),
  /** An addition: with how many points the next level begins. */
  nextLevelXp: z.int(),
  createdAt: timestamp,
  triggers: z.array(z.string()),
});

const profileUpdate = z.object({
  displayName: z.string().max(100).optional(),
  avatarUrl: z.string().max(2_000).nullable().optional().describe('http or https; null takes it away'),
  isPublic: z.boolean().optional(),
});

export function registerProfile(app: DialectApp, { profiles, triggers }: DialectServices): void {
  const toBody = async (principal: Principal, found: Profile): Promise<z.infer<typeof profile>> => ({
    id: found.userId,
    username: found.username,
    displayName: found.displayName,
    avatarUrl: found.avatarUrl,
    isPublic: found.isPublic,
    xp: found.experiencePoints,
    level: found.level,
    nextLevelXp: pointsOfLevel(found.level + 1),
    createdAt: toTimestamp(found.createdAtMs),
    triggers: await triggers.namesOf(found.userId, { publicOnly: found.userId !== principal.userId }),
  });

  app.get(
    '/v1/profile/:username',
    {
      schema: {
        tags,
        summary: 'Somebody’s profile',
        description:
          'A private one is not there for others. `triggers` names what they share, and in one’s own profile all ' +
          'of one’s triggers. Points come from talking, and from making and sharing things, up to a limit a day; ' +
          'level n begins with 125 · n · (n − 1) / 2 points. Whoever has the owner’s key is called `owner`.',
        params,
        response: { 200: profile },
      },
    },
    async ({ principal, params: { username } }) =>
      await toBody(principal, await profiles.get(principal, username)),
  );

  app.put(
    '/v1/profile/:username',
    {
      schema: {
        tags,
        summary: 'Change one’s profile',
        description: 'What is left out stays as it is. The picture stays where it is: Tomo never fetches it.',
        params,
        body: profileUpdate,
        response: { 200: profile },
      },
    },
    async ({ principal, params: { username }, body }) =>
      await toBody(principal, await profiles.update(principal, username, body)),
  );
}
