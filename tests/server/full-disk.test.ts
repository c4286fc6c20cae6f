import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const disk: SmallDisk | null = await mountSmallDisk('12m');

describe.skipIf(disk === null)(
  'a full disk (only root on Linux can mount a small one; skipped elsewhere)',
  () => {
    const { path, fill, makeRoom, unmount } = disk as SmallDisk;
    let tomo: RunningTomo;
    let messages: string;
    const kept: string[] = [];

    beforeAll(async () => {
      tomo = await startTomo({ dataDirectory: path, args: ['--model', testModel('talker')] });
      messages = `/v1/conversations/${await tomo.newConversation()}/messages`;
    });
    afterAll(async () => {
      await tomo.stop();
      unmount();
    });

    /** Sends messages until one is refused. @returns the refusal */
    async function talkUntilRefused() {
      for (let count = 0; count < 2_000; count++) {
        const content = `${kept.length} ${'x'.repeat(8_000)}`;
        const answer = await tomo.call('POST', messages, { content });
        if (answer.status !== 200) return answer;
        kept.push(answer.body.id);
      }
      throw new Error('nothing was refused');
    }

    async function storedIds(): Promise<string[]> {
      const { body } = await tomo.call('GET', messages.replace('/messages', ''));
      return body.messages.map(({ id }: { id: string }) => id);
    }

    it('refuses new messages with 507, keeps what was acknowledged, and can still be read', async () => {
      await fill();
      const refusal = await talkUntilRefused();
      expect(refusal.status).toBe(507);
      expect(refusal.body).toEqual({
        error: { code: 'storage_full', message: expect.stringContaining('full'), details: {} },
      });
      expect(await storedIds()).toEqual(expect.arrayContaining(kept));
      expect((await fetch(`${tomo.url}/health`)).status).toBe(200);
    });

    it('refuses them again and again, and everything else that would be stored', async () => {
      for (let attempt = 0; attempt < 3; attempt++) {
        expect((await talkUntilRefused()).status).toBe(507);
      }
      const long = 'x'.repeat(20_000);
      const answers = [
        await tomo.call('POST', '/v1/characters', { name: 'A', system_prompt: long }),
        await tomo.call('POST', `/v1/model-files?name=new.gguf`, Buffer.alloc(100_000), {
          'content-type': 'application/octet-stream',
        }),
      ];
      for (const { status, body } of answers) {
        expect(body).toMatchObject({ error: { code: 'storage_full' } });
        expect(status).toBe(507);
      }
      const probe = await RealtimeProbe.open(tomo.url, []);
      const conversation_id = messages.split('/')[3];
      probe.send({ type: 'message', conversation_id, content: long });
      expect(await probe.next('error')).toMatchObject({ code: 'storage_full' });
      probe.close();
    });

    it('is no trouble any more when there is room again', async () => {
      await makeRoom();
      const id = messages.split('/')[3] as string;
      const probe = await RealtimeProbe.open(tomo.url, [id], false);
      const answer = await tomo.call('POST', messages, { content: 'Hello again' });
      expect(answer.status).toBe(200);
      kept.push(answer.body.id);
      await probe.next('message_complete');
      probe.close();
      expect(await storedIds()).toEqual(expect.arrayContaining(kept));
    });

    it('has cost nothing after a restart', async () => {
      expect(await tomo.stop()).toBe(0);
      tomo = await startTomo({ dataDirectory: path, args: ['--model', testModel('talker')] });
      expect(await storedIds()).toEqual(expect.arrayContaining(kept));
    });
  },
);
