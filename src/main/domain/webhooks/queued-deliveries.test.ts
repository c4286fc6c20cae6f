import { describe, expect, it, vi } from 'vitest';
import { openedForEachTest } from './opened-for-each-under-test.ts';
import { webhooksUnderTest } from './webhooks-under-test.ts';

const FAMILY = 'test';
const { begin, keep, receiver } = openedForEachTest();

describe('what is queued', () => {
  it('is delivered after the program has ended and begun again', async () => {
    const first = await webhooksUnderTest({ idle: true });
    const there = await receiver();
    const id = await first.register(there.url);
    for (const number of [1, 2, 3]) await first.tell({ number });
    expect(there.received).toHaveLength(0);
    const second = await first.restart();
    keep(second);
    second.queue.wake();
    await second.settled(id);
    expect(there.received.map(({ text }) => JSON.parse(text).number)).toEqual([1, 2, 3]);
  });

  it('that cannot be signed is logged and left, and holds up no other', async () => {
    const tomo = await begin();
    const [broken, there] = [await receiver(), await receiver()];
    const id = await tomo.register(broken.url);
    const { db } = tomo.database;
    await db.updateTable('webhooks').set({ secret_sealed: 'of another installation' }).execute();
    const fine = await tomo.register(there.url);
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    await tomo.tell();
    expect(await tomo.settled(fine)).toMatchObject([{ state: 'delivered' }]);
    expect(await tomo.deliveriesOf(id)).toMatchObject([{ state: 'queued', attempts: 0 }]);
    expect(logged).toHaveBeenCalledOnce();
    expect(broken.received).toEqual([]);
    logged.mockRestore();
  });

  it('keeps nothing of what it said once it was delivered', async () => {
    const tomo = await begin();
    const there = await receiver();
    const id = await tomo.register(there.url);
    await tomo.tell({ text: 'a secret plan' });
    await tomo.settled(id);
    const rows = await tomo.database.db.selectFrom('webhook_deliveries').select('body').execute();
    expect(rows).toEqual([{ body: '' }]);
  });

  it('holds the secret sealed', async () => {
    const tomo = await begin({ idle: true });
    const id = await tomo.register('https://example.com/');
    const row = await tomo.database.db.selectFrom('webhooks').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('the secret');
    expect(JSON.stringify(await tomo.webhooks.get(tomo.owner, FAMILY, id))).not.toContain('secret');
  });

  it('goes with its webhook, its conversation and its account', async () => {
    const tomo = await begin({ idle: true });
    const { db } = tomo.database;
    const bodies = async () => await db.selectFrom('webhook_deliveries').select('body').execute();
    const account = await tomo.newAccount();
    const hook = await tomo.register('https://example.com/', account);
    const character = { id: 'chr_1', owner_id: account.userId, name: 'A', description: '', status: 'draft' };
    await db
      .insertInto('characters')
      .values({
        ...(character as {
          id: string;
          owner_id: string;
          name: string;
          description: string;
          status: 'draft';
        }),
        vrm_model_id: null,
        system_prompt: '',
        voice_config_json: '{}',
        mode: 'chat',
        knowledge_base_ids_json: '[]',
        created_at_ms: 1,
        updated_at_ms: 1,
        slug: null,
        published_at_ms: null,
        handle: null,
        personality: '',
        generation_json: '{}',
      })
      .execute();
    const conversation = {
      id: 'conv_1',
      user_id: account.userId,
      character_id: 'chr_1',
      visitor: 0,
      title: null,
    };
    await db
      .insertInto('conversations')
      .values({ ...conversation, visitor: 0, started_at_ms: 1, updated_at_ms: 1 })
      .execute();
    await tomo.tell({ text: 'in a conversation' }, account, 'conv_1');
    expect(await bodies()).toHaveLength(1);
    await db.deleteFrom('conversations').where('id', '=', 'conv_1').execute();
    expect(await bodies()).toEqual([]);
    await tomo.tell({ text: 'late' }, account, 'conv_1');
    expect(await bodies()).toEqual([]);

    await tomo.tell({ text: 'with the webhook' }, account);
    await tomo.webhooks.delete(account, FAMILY, hook);
    expect(await bodies()).toEqual([]);

    await tomo.register('https://example.com/', account);
    await tomo.tell({ text: 'with the account' }, account);
    await tomo.accounts.delete(account.userId);
    expect(await bodies()).toEqual([]);
    expect(await db.selectFrom('webhooks').selectAll().execute()).toEqual([]);
  });

  it('is bounded: what comes beyond is a dead letter at once, for this account only', async () => {
    const tomo = await begin({ idle: true });
    const [full, other] = [await tomo.newAccount(), await tomo.newAccount()];
    const id = await tomo.register('https://example.com/', full);
    const otherId = await tomo.register('https://example.com/', other);
    const large = { text: 'x'.repeat(1024 ** 2) };
    for (let at = 0; at < 20; at++) await tomo.tell(large, full);
    await tomo.tell({}, other);
    const states = (await tomo.deliveriesOf(id)).map(({ state, lastError }) => [state, lastError]);
    expect(states.filter(([state]) => state === 'queued')).toHaveLength(15);
    expect(states.at(-1)).toEqual(['dead', 'queue_full']);
    expect(await tomo.deliveriesOf(otherId)).toMatchObject([{ state: 'queued' }]);
  });
});

describe('the webhooks of an account', () => {
  it('are nobody else’s, but the owner sees them', async () => {
    const tomo = await begin({ idle: true });
    const [mine, other] = [await tomo.newAccount(), await tomo.newAccount()];
    const id = await tomo.register('https://example.com/', mine);
    await tomo.tell({}, mine);
    const [delivery] = await tomo.deliveriesOf(id);
    const { webhooks } = tomo;
    const page = { page: 1, limit: 10 };
    for (const asked of [
      () => webhooks.get(other, FAMILY, id),
      () => webhooks.get(mine, 'other', id),
      () => webhooks.update(other, FAMILY, id, { active: false }),
      () => webhooks.delete(other, FAMILY, id),
      () => webhooks.deliveries(other, FAMILY, id, page),
      () => webhooks.retry(other, FAMILY, delivery?.id ?? ''),
      () => webhooks.retry(mine, 'other', delivery?.id ?? ''),
    ]) {
      await expect(asked()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await webhooks.list(other, FAMILY)).toEqual([]);
    expect((await webhooks.get(tomo.owner, FAMILY, id)).id).toBe(id);
    await expect(
      webhooks.update(tomo.owner, FAMILY, id, { url: 'http://127.0.0.1:9/' }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('are told what concerns those who look after the installation only where they do', async () => {
    const tomo = await begin({ idle: true });
    const [user, admin] = [await tomo.newAccount(), await tomo.newAccount()];
    await tomo.accounts.change(tomo.owner, admin.userId, { role: 'admin' });
    const ids: string[] = [];
    for (const who of [user, admin, tomo.owner]) ids.push(await tomo.register('https://example.com/', who));
    await tomo.webhooks.send({ family: FAMILY, to: 'staff', event: 'something.happened', body: {} });
    const counts = await Promise.all(ids.map(async (id) => (await tomo.deliveriesOf(id)).length));
    expect(counts).toEqual([0, 1, 1]);
  });
});
