import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { OWNER_NAME, publicName } from '../accounts/public-name.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Happenings } from '../events/happenings.ts';
import type { Experience } from './experience.ts';
import { levelOf } from './level.ts';
import type { Profile, ProfileChanges } from './profile.ts';

const DISPLAY_NAME_CHARACTERS_MAX = 100;
const ADDRESS_CHARACTERS_MAX = 2_000;

interface ProfileServiceDependencies {
  db: Kysely<Schema>;
  experience: Pick<Experience, 'settle'>;
  happenings: Pick<Happenings, 'tell'>;
}

/** What accounts show of themselves to each other. */
export class ProfileService {
  readonly #db: Kysely<Schema>;
  readonly #experience: Pick<Experience, 'settle'>;
  readonly #happenings: Pick<Happenings, 'tell'>;

  constructor({ db, experience, happenings }: ProfileServiceDependencies) {
    this.#db = db;
    this.#experience = experience;
    this.#happenings = happenings;
  }

  /**
   * @param username or the id of an account; the owner's is `owner`
   * @throws DomainError `not_found`, also for a private one of somebody else
   */
  async get(principal: Principal, username: string): Promise<Profile> {
    await this.#experience.settle();
    const profile = await this.#find(username);
    if (profile !== null && (profile.isPublic || mayTouch(principal, profile.userId))) return profile;
    throw notFound('profile', username);
  }

  /**
   * What is left out stays as it is.
   *
   * @throws DomainError `not_found`, `forbidden` for a public one of somebody else, `invalid`
   */
  async update(principal: Principal, username: string, changes: ProfileChanges): Promise<Profile> {
    const before = await this.get(principal, username);
    if (!mayTouch(principal, before.userId)) {
      throw new DomainError('forbidden', 'Only whose profile it is may change it', { username });
    }
    const { displayName, avatarUrl, isPublic } = checked(changes);
    const next = {
      ...(displayName === undefined ? {} : { display_name: displayName }),
      ...(avatarUrl === undefined ? {} : { avatar_url: avatarUrl }),
      ...(isPublic === undefined ? {} : { is_public: isPublic ? (1 as const) : (0 as const) }),
    };
    await this.#db
      .insertInto('profiles')
      .values({
        user_id: before.userId,
        experience_points: 0,
        is_public: 1,
        display_name: null,
        avatar_url: null,
        ...next,
      })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ user_id: before.userId, ...next }))
      .execute();
    const profile = await this.get(principal, before.userId);
    this.#happenings.tell({ type: 'profile_changed', userId: profile.userId, profile });
    return profile;
  }

  async #find(username: string): Promise<Profile | null> {
    const name = username.normalize('NFKC').toLowerCase();
    const rows = await this.#db
      .selectFrom('users')
      .leftJoin('profiles', 'profiles.user_id', 'users.id')
      .selectAll('profiles')
      .select(['users.id', 'users.username', 'users.role', 'users.created_at_ms'])
      .where((eb) =>
        eb.or([
          eb('users.username', '=', name),
          eb('users.id', '=', username),
          ...(name === OWNER_NAME ? [eb('users.role', '=', 'owner')] : []),
        ]),
      )
      .execute();
    // Who has a name comes before whoever is only called so.
    const row = rows.find((one) => one.username === name) ?? rows[0];
    if (row === undefined) return null;
    const shown = publicName(row);
    return {
      userId: row.id,
      username: shown,
      displayName: row.display_name ?? shown,
      avatarUrl: row.avatar_url,
      isPublic: row.is_public !== 0,
      experiencePoints: row.experience_points ?? 0,
      level: levelOf(row.experience_points ?? 0),
      createdAtMs: Number(row.created_at_ms),
    };
  }
}

/** @throws DomainError `invalid` */
function checked({ displayName, avatarUrl, isPublic }: ProfileChanges): ProfileChanges {
  const name = displayName?.trim();
  if (name === '' || (name?.length ?? 0) > DISPLAY_NAME_CHARACTERS_MAX) {
    const text = `The display name has 1 to ${DISPLAY_NAME_CHARACTERS_MAX} characters`;
    throw new DomainError('invalid', text, { field: 'display_name' });
  }
  return { displayName: name, avatarUrl: avatarUrl == null ? avatarUrl : toAddress(avatarUrl), isPublic };
}

/** Whoever shows it puts it into a page: nothing but a plain address of the web may come out of here. */
function toAddress(text: string): string {
  const refused = (reason: string) => new DomainError('invalid', reason, { field: 'avatar_url' });
  if (text.length > ADDRESS_CHARACTERS_MAX) {
    throw refused(`The address of a picture has at most ${ADDRESS_CHARACTERS_MAX} characters`);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw refused('The address of a picture begins with https:// or http://');
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('The address of a picture holds no username and no password');
  }
  return url.href;
}
