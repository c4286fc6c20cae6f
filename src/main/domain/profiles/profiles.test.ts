import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { AccountService } from '../accounts/account-service.ts';
import { ensureOwner } from '../accounts/owner.ts';
import type { Principal } from '../accounts/principal.ts';
import { addFirstCharacters } from '../characters/character-service.ts';
import { type Happening, Happenings } from '../events/happenings.ts';
import { Experience } from './experience.ts';
import { ProfileService } from './profile-service.ts';

let directory: string;
let database: OpenDatabase;
let happenings: Happenings;
let experience: Experience;
let profiles: ProfileService;
let errors: string[];
let owner: Principal;
let kim: Principal;
let ada: Principal;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-profiles-'));
  database = await openDatabase(directory);
  const { db } = database;
  errors = [];
  const logger = { error: (_about: object, message: string) => void errors.push(message) };
  happenings = new Happenings(logger);
  experience = new Experience({ db, happenings, logger });
  profiles = new ProfileService({ db, experience, happenings });
  const accounts = new AccountService(db, addFirstCharacters);
  owner = await ensureOwner(db);
  const register = async (name: string): Promise<Principal> => {
    const { id } = await accounts.register({ email: `${name}@example.com`, password: 'SecurePassword123!' });
    return { ...owner, userId: id, role: 'user' };
  };
  [kim, ada] = [await register('kim'), await register('ada')];
});

afterEach(async () => {
  vi.useRealTimers();
  await experience.close();
  await database.close();
  await rm(directory, { recursive: true });
  expect(errors).toEqual([]);
});

const pointsOf = async ({ userId }: Principal) => (await profiles.get(owner, userId)).experiencePoints;
const said = ({ userId }: Principal, visitor = false) =>
  happenings.tell({ type: 'message_received', conversation: { userId, visitor } } as Happening);

describe('a profile', () => {
  it('is there without having been filled in', async () => {
    expect(await profiles.get(ada, 'KIM')).toMatchObject({
      userId: kim.userId,
      username: 'kim',
      displayName: 'kim',
      avatarUrl: null,
      isPublic: true,
      experiencePoints: 0,
      level: 1,
    });
    expect(await profiles.get(kim, 'owner')).toMatchObject({ userId: owner.userId, username: 'owner' });
    await expect(profiles.get(kim, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is changed by its owner, and what is left out stays', async () => {
    await profiles.update(kim, 'kim', { displayName: ' Kim K. ', avatarUrl: 'https://example.com/k.png' });
    await profiles.update(kim, 'kim', { isPublic: true });
    expect(await profiles.get(ada, 'kim')).toMatchObject({
      displayName: 'Kim K.',
      avatarUrl: 'https://example.com/k.png',
    });
    expect(await profiles.update(kim, 'kim', { avatarUrl: null })).toMatchObject({ avatarUrl: null });
    await expect(profiles.update(ada, 'kim', { displayName: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await profiles.update(owner, 'kim', { displayName: 'Kim' })).toMatchObject({ displayName: 'Kim' });
  });

  it('that is private is not there for others', async () => {
    await profiles.update(kim, 'kim', { isPublic: false });
    await expect(profiles.get(ada, 'kim')).rejects.toMatchObject({ code: 'not_found' });
    await expect(profiles.update(ada, 'kim', { isPublic: true })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await profiles.get(kim, 'kim')).toMatchObject({ isPublic: false });
    expect(await profiles.get(owner, 'kim')).toMatchObject({ isPublic: false });
  });

  it.each([
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    '//example.com/a.png',
    'a.png',
    '',
    'https://user:secret@example.com/a.png',
    `https://example.com/${'x'.repeat(2_000)}`,
  ])('takes no picture from %s', async (avatarUrl) => {
    await expect(profiles.update(kim, 'kim', { avatarUrl })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('tells of its changes', async () => {
    const told: Happening[] = [];
    happenings.listen((happening) => void told.push(happening));
    await profiles.update(kim, 'kim', { displayName: 'Kim' });
    expect(told).toMatchObject([
      { type: 'profile_changed', userId: kim.userId, profile: { displayName: 'Kim' } },
    ]);
  });
});

describe('experience points', () => {
  it('come from what an account does, not from what visitors of its pages do', async () => {
    said(kim);
    said(kim, true);
    happenings.tell({ type: 'message_answered', conversation: { userId: kim.userId } } as Happening);
    happenings.tell({ type: 'trigger_created', userId: kim.userId } as Happening);
    happenings.tell({ type: 'profile_changed', userId: kim.userId } as Happening);
    expect(await pointsOf(kim)).toBe(2 + 3 + 10);
    expect(await pointsOf(ada)).toBe(0);
  });

  it('end for the day where a script would go on, and come again the next day', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 12) });
    for (let count = 0; count < 200; count++) said(kim);
    expect(await pointsOf(kim)).toBe(100);
    happenings.tell({ type: 'room_message', userId: kim.userId } as Happening);
    expect(await pointsOf(kim)).toBe(101);
    vi.setSystemTime(Date.UTC(2026, 0, 2, 0, 1));
    said(kim);
    expect(await pointsOf(kim)).toBe(103);
  });

  it('raise the level at 1,250', async () => {
    const set = (points: number) =>
      database.db
        .insertInto('profiles')
        .values({
          user_id: kim.userId,
          experience_points: points,
          is_public: 1,
          display_name: null,
          avatar_url: null,
        })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ experience_points: points }))
        .execute();
    await set(1_248);
    expect(await profiles.get(kim, 'kim')).toMatchObject({ experiencePoints: 1_248, level: 4 });
    said(kim);
    expect(await profiles.get(kim, 'kim')).toMatchObject({ experiencePoints: 1_250, level: 5 });
  });

  it('are kept when the server ends, and nothing is left of an account that is gone', async () => {
    said(kim);
    said(ada);
    await database.db.deleteFrom('users').where('id', '=', ada.userId).execute();
    await experience.close();
    const rows = await database.db.selectFrom('profiles').select(['user_id', 'experience_points']).execute();
    expect(rows).toEqual([{ user_id: kim.userId, experience_points: 2 }]);
  });

  it('stay when the profile is changed', async () => {
    said(kim);
    await profiles.update(kim, 'kim', { displayName: 'Kim', isPublic: false });
    expect(await pointsOf(kim)).toBe(2);
  });
});
