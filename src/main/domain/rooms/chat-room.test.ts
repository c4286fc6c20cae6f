import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { ensureOwner } from '../accounts/owner.ts';
import type { Principal } from '../accounts/principal.ts';
import { type Happening, Happenings } from '../events/happenings.ts';
import { ChatRoom, type RoomMember } from './chat-room.ts';

let directory: string;
let database: OpenDatabase;
let room: ChatRoom;
let told: Happening[];
let owner: Principal;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-room-'));
  database = await openDatabase(directory);
  const happenings = new Happenings({ error: () => {} });
  told = [];
  happenings.listen((happening) => void told.push(happening));
  room = new ChatRoom({ db: database.db, happenings, keptMax: 5 });
  owner = await ensureOwner(database.db);
});

afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

function member(username: string): RoomMember & { heard: string[] } {
  const heard: string[] = [];
  return { userId: owner.userId, username, heard, deliver: ({ content }) => void heard.push(content) };
}

describe('the room', () => {
  it('tells everybody but the one who speaks, until they leave', async () => {
    const [ada, kim] = [member('ada'), member('kim')];
    room.enter(ada);
    const leave = room.enter(kim);
    expect(room.present()).toEqual(['ada', 'kim']);
    await room.say(owner, ada, 'One');
    leave();
    await room.say(owner, ada, 'Two');
    expect([ada.heard, kim.heard, room.present()]).toEqual([[], ['One'], ['ada']]);
    expect(told).toMatchObject([
      { type: 'room_message', username: 'ada', message: { content: 'One' } },
      { type: 'room_message', message: { content: 'Two' } },
    ]);
  });

  it('keeps the latest messages, and shows them in pages', async () => {
    const ada = member('ada');
    const ids = [];
    for (let at = 1; at <= 8; at++) ids.push((await room.say(owner, ada, `${at}`)).id);
    const page = async (options: { limit: number; before?: string }) => {
      const { messages, hasMore } = await room.history(options);
      return [hasMore, ...messages.map(({ content }) => content)];
    };
    expect(await page({ limit: 50 })).toEqual([false, '4', '5', '6', '7', '8']);
    expect(await page({ limit: 2 })).toEqual([true, '7', '8']);
    expect(await page({ limit: 2, before: ids[6] ?? '' })).toEqual([true, '5', '6']);
    expect(await page({ limit: 2, before: ids[3] ?? '' })).toEqual([false]);
    await expect(room.history({ limit: 2, before: ids[0] ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('takes no empty message and no book', async () => {
    const ada = member('ada');
    for (const content of ['', ' \n', 'x'.repeat(2_001)]) {
      await expect(room.say(owner, ada, content)).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(told).toEqual([]);
  });

  it('forgets what was said by an account that is gone', async () => {
    await room.say(owner, member('owner'), 'Mine');
    await database.db.deleteFrom('users').where('id', '=', owner.userId).execute();
    expect((await room.history({ limit: 5 })).messages).toEqual([]);
  });
});
