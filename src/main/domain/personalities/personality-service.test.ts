import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { ensureOwner } from '../accounts/owner.ts';
import type { Principal } from '../accounts/principal.ts';
import { CharacterService } from '../characters/character-service.ts';
import { PersonalityService } from './personality-service.ts';

let directory: string;
let database: OpenDatabase;
let personalities: PersonalityService;
let owner: Principal;
let characterId: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-personalities-'));
  database = await openDatabase(directory);
  owner = await ensureOwner(database.db);
  personalities = new PersonalityService({ db: database.db, forget: database.forgetDeleted });
  characterId = (await new CharacterService(database.db).create(owner, { name: 'Mira' })).id;
});

afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const make = (name: string, isDefault?: boolean) =>
  personalities.create(owner, characterId, { name, isDefault });

/** The name of the default; fails where there is not exactly one. */
async function defaultName(): Promise<string | undefined> {
  const { personalities: all } = await personalities.list(owner, characterId, { page: 1, limit: 100 });
  const defaults = all.filter(({ isDefault }) => isDefault);
  expect(defaults).toHaveLength(all.length === 0 ? 0 : 1);
  return defaults[0]?.name;
}

test('the first personality is the default, and others only when they are chosen', async () => {
  expect((await make('first')).isDefault).toBe(true);
  expect((await make('second')).isDefault).toBe(false);
  expect(await defaultName()).toBe('first');
  const third = await make('third', true);
  expect(third.isDefault).toBe(true);
  expect(await defaultName()).toBe('third');
  expect((await personalities.createDefault(owner, characterId)).isDefault).toBe(true);
  expect(await defaultName()).toBe('Default');
});

test('another becomes the default by choosing it; the default cannot just stop being it', async () => {
  const first = await make('first');
  const second = await make('second');
  await personalities.makeDefault(owner, second.id);
  expect(await defaultName()).toBe('second');
  await personalities.makeDefault(owner, second.id);
  expect(await defaultName()).toBe('second');
  await expect(personalities.update(owner, second.id, { isDefault: false })).rejects.toMatchObject({
    code: 'conflict',
  });
  await personalities.update(owner, first.id, { isDefault: false });
  expect(await defaultName()).toBe('second');
});

test('where the default is deleted, the oldest of the others takes its place', async () => {
  const first = await make('first');
  const second = await make('second');
  const third = await make('third');
  await personalities.remove(owner, second.id);
  expect(await defaultName()).toBe('first');
  await personalities.remove(owner, first.id);
  expect(await defaultName()).toBe('third');
  await personalities.remove(owner, third.id);
  expect(await defaultName()).toBeUndefined();
  expect(await personalities.instructionsFor(characterId)).toBe('');
  await expect(personalities.get(owner, first.id)).rejects.toMatchObject({ code: 'not_found' });
});

test('the database itself refuses a second default', async () => {
  await make('first');
  const second = await make('second');
  await expect(
    database.db.updateTable('personalities').set({ is_default: 1 }).where('id', '=', second.id).execute(),
  ).rejects.toThrow(/UNIQUE/);
});

test('what is left out of a change stays, inside the vocabulary too', async () => {
  const { id } = await personalities.create(owner, characterId, {
    name: 'Pirate',
    tone: 'rough',
    vocabulary: { prefer: ['ahoy'], avoid: ['sir'] },
  });
  await personalities.update(owner, id, {
    vocabulary: { avoid: ['madam'] },
    traits: [{ name: 'bold', strength: 1 }],
  });
  expect(await personalities.get(owner, id)).toMatchObject({
    name: 'Pirate',
    tone: 'rough',
    vocabulary: { prefer: ['ahoy'], avoid: ['madam'] },
    traits: [{ name: 'bold', strength: 1 }],
  });
  expect(await personalities.instructionsFor(characterId)).toContain('bold (extremely)');
});

test('personalities of somebody else’s character are not there', async () => {
  const { id } = await make('first');
  const stranger: Principal = { ...owner, userId: 'usr_stranger', role: 'admin' };
  for (const attempt of [
    () => personalities.get(stranger, id),
    () => personalities.update(stranger, id, { name: 'mine' }),
    () => personalities.makeDefault(stranger, id),
    () => personalities.remove(stranger, id),
  ]) {
    await expect(attempt()).rejects.toMatchObject({
      code: 'not_found',
      details: { resource: 'personality' },
    });
  }
  await expect(personalities.list(stranger, characterId, { page: 1, limit: 1 })).rejects.toThrow();
  await expect(personalities.create(stranger, characterId, { name: 'mine' })).rejects.toThrow();
  await expect(personalities.createDefault(stranger, characterId)).rejects.toThrow();
});

test('a character has at most fifty, and they go with it', async () => {
  for (let count = 0; count < 50; count++) await make(`number ${count}`);
  await expect(make('one more')).rejects.toMatchObject({ code: 'conflict' });
  await database.db.deleteFrom('characters').where('id', '=', characterId).execute();
  expect(await database.db.selectFrom('personalities').selectAll().execute()).toEqual([]);
});
