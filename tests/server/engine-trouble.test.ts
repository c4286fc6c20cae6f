import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { TALKER_TEXT } from '../support/make-models.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

async function isHealthy(tomo: RunningTomo): Promise<boolean> {
  return (await fetch(`${tomo.url}/health`)).status === 200;
}

describe.each(['text-file', 'cut-in-tensors', 'tensor-missing', 'missing'])(
  'with a model file that is damaged: %s',
  (name) => {
    it('a turn ends with a clear error, and the server goes on', async () => {
      const file =
        name === 'missing' ? `${await temporaryDirectory()}/none.gguf` : testModel(`damaged/${name}`);
      const code = name === 'missing' ? 'model_missing' : 'model_invalid';
      const tomo = await startTomo({ args: ['--model', file] });
      const answer = await tomo.call('POST', '/v1/conversations', {
        character_id: await tomo.characterId(),
        initial_message: 'Hello',
      });
      expect(answer.status).toBe(503);
      expect(answer.body).toEqual({
        error: { code, message: expect.any(String), details: { conversation_id: expect.any(String) } },
      });
      const begun = `/v1/conversations/${answer.body.error.details.conversation_id}`;
      expect((await tomo.call('GET', begun)).body.messages).toMatchObject([{ content: 'Hello' }]);
      expect(answer.body.error.message).toContain(name === 'missing' ? 'none.gguf' : `${name}.gguf`);
      expect(answer.body.error.message).not.toContain('/');

      const id = await tomo.newConversation();
      const probe = await RealtimeProbe.open(tomo.url, [id]);
      probe.send({ type: 'message', conversation_id: id, content: 'Hello' });
      expect(await probe.next('error')).toMatchObject({ code, details: { conversation_id: id } });
      probe.close();

      expect((await tomo.call('GET', `/v1/conversations/${id}`)).body.messages).toMatchObject([
        { content: 'Hello' },
      ]);
      expect((await tomo.call('GET', '/v1/status')).body.model).toMatchObject({
        state: 'failed',
        error: { code },
      });
      expect(await isHealthy(tomo)).toBe(true);
      expect(await tomo.stop()).toBe(0);
    });
  },
);

describe('an engine that is killed', () => {
  const tomo = tomoForTests('talker-endless');

  it('in the middle of a turn ends that turn with engine_crashed; the next one works, and /health always answers', async () => {
    const id = await tomo.newConversation();
    const probe = await RealtimeProbe.open(tomo.url, [id], false);
    for (let kill = 1; kill <= 2; kill++) {
      const chunks = probe.of('message_chunk').length;
      probe.send({ type: 'message', conversation_id: id, content: `Hello ${kill}` });
      await probe.next('message_chunk', chunks + 3);
      process.kill(await enginePid(tomo, kill), 'SIGKILL');
      expect(await isHealthy(tomo)).toBe(true);
      const error = await probe.next('error', kill);
      expect(error).toMatchObject({
        code: 'engine_crashed',
        message: expect.any(String),
        details: { conversation_id: id, message_id: expect.any(String) },
      });
      expect(await isHealthy(tomo)).toBe(true);
      const { messages } = (await tomo.call('GET', `/v1/conversations/${id}`)).body;
      expect(messages.at(-1)).toMatchObject({ id: error.details.message_id, state: 'interrupted' });
      expect(messages.at(-1).content).toMatch(/^and on it/);
    }
    const chunks = probe.of('message_chunk').length;
    probe.send({ type: 'message', conversation_id: id, content: 'Are you there?' });
    await probe.next('message_chunk', chunks + 3);
    probe.send({ type: 'interrupt', conversation_id: id });
    await probe.next('message_interrupted');
    expect((await tomo.call('GET', '/v1/status')).body.engine).toEqual({ state: 'ready', restarts: 2 });
    probe.close();
  });
});

describe('an answer that is being given', () => {
  const tomo = tomoForTests('talker-endless');
  let id: string;
  beforeAll(async () => {
    id = await tomo.newConversation();
  });

  it('stops when it is interrupted; what had been heard is what is kept', async () => {
    const probe = await RealtimeProbe.open(tomo.url, [id]);
    probe.send({ type: 'message', conversation_id: id, content: 'Talk' });
    await probe.next('speech_chunk', 2);
    probe.send({ type: 'interrupt', conversation_id: id });
    const { content, message_id } = await probe.next('message_interrupted');
    const spoken = probe.of('speech_chunk').map(({ text }) => text);
    expect(content).not.toBe('');
    expect(spoken.join('').startsWith(content)).toBe(true);
    const stored = (await tomo.call('GET', `/v1/conversations/${id}`)).body.messages.at(-1);
    expect(stored).toMatchObject({ id: message_id, content, state: 'interrupted' });
    const frames = probe.frames.length;
    await probe.ping();
    expect(probe.frames.length).toBe(frames + 1);
    expect(probe.of('message_complete')).toEqual([]);
    probe.close();
  });

  it('is cut off by a message that says so; another one waits its turn', async () => {
    const probe = await RealtimeProbe.open(tomo.url, [id], false);
    probe.send({ type: 'message', conversation_id: id, content: 'One' });
    const first = (await probe.next('message_chunk')).message_id;
    probe.send({ type: 'message', conversation_id: id, content: 'Two' });
    await probe.next('message_received', 2);
    probe.send({ type: 'message', conversation_id: id, content: 'Three', when_busy: 'interrupt' });
    expect(await probe.next('message_interrupted')).toMatchObject({ message_id: first });
    const received = probe.of('message_received').map(({ content }) => content);
    expect(received).toEqual(['One', 'Two', 'Three']);
    // Two was waiting, so it is cut off too; Three is answered.
    await probe.next('message_interrupted', 2);
    const cutOff = new Set(probe.of('message_interrupted').map(({ message_id }) => message_id));
    while (cutOff.has(probe.of('message_chunk').at(-1)?.message_id ?? '')) {
      await probe.next('message_chunk', probe.of('message_chunk').length + 1);
    }
    probe.send({ type: 'interrupt', conversation_id: id });
    await probe.next('message_interrupted', 3);
    const { messages } = (await tomo.call('GET', `/v1/conversations/${id}`)).body;
    expect(messages.filter(({ role }: { role: string }) => role === 'user')).toHaveLength(4);
    probe.close();
  });
});

it('a second message waits for the answer to the first', async () => {
  const tomo = await startTomo({ args: ['--model', testModel('talker')] });
  const id = await tomo.newConversation();
  const probe = await RealtimeProbe.open(tomo.url, [id], false);
  for (const content of ['One', 'Two', 'Three'])
    probe.send({ type: 'message', conversation_id: id, content });
  await probe.next('message_complete', 3);
  const order: string[] = [];
  for (const frame of probe.of('message_chunk')) {
    if (order.at(-1) !== frame.message_id) order.push(frame.message_id);
  }
  expect(order).toEqual(probe.of('message_complete').map(({ message_id }) => message_id));
  for (const { content } of probe.of('message_complete')) expect(content).toBe(TALKER_TEXT);
  probe.close();
  await tomo.stop();
});

/** The process of the engine's first, second, … life, as the log names it. */
async function enginePid(tomo: RunningTomo, life: number): Promise<number> {
  const lines = () =>
    tomo
      .log()
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.includes('engine ready'));
  await vi.waitFor(() => expect(lines()).toHaveLength(life), { timeout: 60_000 });
  return JSON.parse(lines().at(-1) ?? '{}').pid;
}

describe.runIf(process.platform === 'linux')('a server that is killed while the engine is stuck', () => {
  it('does not leave the engine running', async () => {
    const tomo = await startTomo({ args: ['--model', testModel('hostile/template-endless')] });
    const id = await tomo.newConversation();
    await tomo.call('POST', `/v1/conversations/${id}/messages`, { content: 'Hello' });
    const engine = await enginePid(tomo, 1);
    await vi.waitFor(() => expect(cpuSeconds(engine)).toBeGreaterThan(2), { timeout: 60_000 });
    await tomo.stop('SIGKILL');
    await vi.waitFor(() => expect(cpuSeconds(engine)).toBe(0), { timeout: 30_000 });
  });
});

/** What a process has used so far; 0 when it has ended. */
function cpuSeconds(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return 0;
  const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return state === 'Z' ? 0 : (Number(fields[10]) + Number(fields[11])) / 100;
}
