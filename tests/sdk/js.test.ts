import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnswerEvent, ChatVRMClient, TomoClient, TomoError } from '../../sdk/js/src/index.ts';
import { TALKER_TEXT } from '../support/make-models.ts';
import { KEY, startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import type { PromisesOfTheLibrary } from './promises.ts';

const ROOT = join(import.meta.dirname, '../..');
const tomo = tomoForTests('talker');
const clients: TomoClient[] = [];

function client(options: ConstructorParameters<typeof TomoClient>[0] = {}): TomoClient {
  const made = new TomoClient({ apiKey: KEY, baseUrl: `${tomo.url}/v1`, ...options });
  clients.push(made);
  return made;
}
afterAll(() => {
  for (const made of clients) made.close();
});

async function conversation(on = client()) {
  return await on.conversations.create({ characterId: await tomo.characterId() });
}

async function events(answer: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of answer) all.push(event);
  return all;
}

const textOf = (all: readonly AnswerEvent[]) =>
  all.map((event) => (event.type === 'text' ? event.text : '')).join('');

describe('the JavaScript library', () => {
  it('runs the example of the document', async () => {
    const chat = new ChatVRMClient({ apiKey: KEY, baseUrl: `${tomo.url}/v1` });
    clients.push(chat);
    const received: string[] = [];

    const character = await chat.characters.create({
      name: 'My Assistant',
      vrmModelId: 'vrm_001',
      systemPrompt: 'You are a helpful assistant...',
    });
    const talk = await chat.conversations.create({
      characterId: character.id,
      onMessage: (message) => received.push(message.content),
    });

    expect(character).toMatchObject({ name: 'My Assistant', vrmModelId: 'vrm_001', status: 'draft' });
    await talk.sendMessage('Hello!');
    await expect.poll(() => received).toEqual([TALKER_TEXT]);
    talk.close();
  });

  it('gives an answer as it is written, then whole', async () => {
    const talk = await conversation();
    const all = await events(talk.say('hello'));
    expect(all.filter(({ type }) => type === 'text').length).toBeGreaterThan(1);
    expect(textOf(all)).toBe(TALKER_TEXT);
    expect(all.at(-1)).toMatchObject({
      type: 'complete',
      content: TALKER_TEXT,
      emotion: 'happy',
      animationTriggers: ['wave'],
      audioUrl: expect.stringContaining(tomo.url),
      usage: { completionTokens: expect.any(Number) },
    });
    expect((await talk.history()).map(({ role }) => role)).toEqual(['user', 'assistant']);
  });

  it('gives the sound of each clause with the shapes of the mouth', async () => {
    const talk = await conversation();
    const spoken = (await events(talk.say('hello', { speech: true }))).filter(
      ({ type }) => type === 'speech',
    );
    expect(spoken.length).toBeGreaterThan(0);
    for (const event of spoken) {
      if (event.type !== 'speech') continue;
      expect(Buffer.from(event.audio).toString('latin1', 0, 4)).toBe('RIFF');
      expect(event.audio.length).toBeGreaterThan((event.durationMs / 1000) * event.sampleRateHz);
      expect(event.visemes.length).toBeGreaterThan(0);
    }
  });

  it('keeps the answers of two conversations, and of two messages in one, apart', async () => {
    const on = client();
    const [one, two] = await Promise.all([conversation(on), conversation(on)]);
    const answers = await Promise.all([
      events(one.say('first')),
      events(one.say('second')),
      events(two.say('third')),
    ]);
    expect(answers.map(textOf)).toEqual([TALKER_TEXT, TALKER_TEXT, TALKER_TEXT]);
    expect(new Set(answers.map((all) => (all[0]?.type === 'text' ? all[0].messageId : ''))).size).toBe(3);
  });

  it('lists page by page, all with for await', async () => {
    const on = client();
    for (let count = 0; count < 3; count++) await on.characters.create({ name: `Number ${count}` });
    const names: string[] = [];
    for await (const { name } of await on.characters.list({ limit: 2 })) names.push(name);
    expect(names).toEqual(expect.arrayContaining(['Number 0', 'Number 1', 'Number 2', 'Tomo']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('says what went wrong', async () => {
    await expect(client().characters.get('chr_invalid')).rejects.toMatchObject({
      name: 'TomoError',
      code: 'character_not_found',
      status: 404,
      details: { character_id: 'chr_invalid' },
    });
    await expect(client({ apiKey: 'wrong' }).status()).rejects.toMatchObject({
      code: 'authentication_failed',
      status: 401,
    });
    const nowhere = new TomoClient({ apiKey: KEY, baseUrl: 'http://127.0.0.1:9/v1' });
    await expect(nowhere.characters.create({ name: 'x' })).rejects.toMatchObject({ code: 'unreachable' });
    const talk = await conversation(client());
    await expect(events(talk.say(' '))).rejects.toBeInstanceOf(TomoError);
  });
});

describe('an answer', () => {
  const endless = tomoForTests('talker-endless');
  const talker = async () => {
    const on = new TomoClient({ apiKey: KEY, baseUrl: `${endless.url}/v1` });
    clients.push(on);
    return await on.conversations.create({ characterId: await endless.characterId() });
  };

  it('is cut off where its reader leaves the loop, and what was said is kept', async () => {
    const talk = await talker();
    for await (const event of talk.say('go on')) if (event.type === 'text') break;
    await expect
      .poll(async () => (await talk.history()).at(-1), { timeout: 20_000 })
      .toMatchObject({ role: 'assistant', state: 'interrupted' });
  });

  it('is cut off by a signal', async () => {
    const talk = await talker();
    const stop = new AbortController();
    const reading = (async () => {
      for await (const event of talk.say('go on', { signal: stop.signal })) {
        if (event.type === 'text') stop.abort(new Error('enough'));
      }
    })();
    await expect(reading).rejects.toThrow('enough');
    await expect
      .poll(async () => (await talk.history()).at(-1), { timeout: 20_000 })
      .toMatchObject({ role: 'assistant', state: 'interrupted' });
  });

  it('is found again after the server went away and came back', async () => {
    const dataDirectory = await temporaryDirectory();
    const args = ['--model', testModel('talker-endless')];
    const first = await startTomo({ dataDirectory, args });
    const on = new TomoClient({ apiKey: KEY, baseUrl: `${first.url}/v1` });
    clients.push(on);
    const talk = await on.conversations.create({ characterId: await first.characterId() });
    const said: AnswerEvent[] = [];
    let second: Awaited<ReturnType<typeof startTomo>> | undefined;
    for await (const event of talk.say('go on')) {
      said.push(event);
      if (second !== undefined || event.type !== 'text') continue;
      await first.stop();
      second = await startTomo({ dataDirectory, args: [...args, '--port', String(first.port)] });
    }
    expect(said.at(-1)).toMatchObject({ type: 'interrupted' });
    await second?.stop();
  });
});

describe('signing in', () => {
  it('renews an access token before it ends, once for all who ask, and tells of it', async () => {
    const password = 'SecurePassword123!';
    const email = 'sdk@example.com';
    await client().auth.register({ email, password });
    const kept: unknown[] = [];
    const on = client({ apiKey: undefined, onSession: (session) => kept.push(session) });
    expect((await on.auth.login({ email, password })).email).toBe(email);
    const session = kept.at(-1) as { accessToken: string; refreshToken: string; expiresAtMs: number };

    const later = client({ apiKey: undefined, onSession: (next) => kept.push(next) });
    later.auth.resume({ ...session, expiresAtMs: Date.now() });
    const answers = await Promise.all([later.auth.me(), later.characters.list(), later.auth.me()]);
    expect(answers[0]).toMatchObject({ email });
    expect(kept.at(-1)).not.toMatchObject({ refreshToken: session.refreshToken });
    const talk = await later.conversations.create({ characterId: answers[1].items[0]?.id ?? '' });
    expect((await talk.sendMessage('hello')).content).toBe(TALKER_TEXT);

    await later.auth.logout();
    await expect(later.auth.me()).rejects.toMatchObject({ status: 401 });
  });
});

describe('a request that is refused', () => {
  let server: Server | undefined;
  afterAll(() => server?.close());

  it('is made again where that does no harm', async () => {
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const tries = asked.filter((line) => line === asked.at(-1)).length;
      const refusal = request.url?.includes('busy') ? 503 : 429;
      if (tries < 3) {
        response.writeHead(refusal, { 'retry-after': '0' });
        response.end('{"error":{"code":"later","message":"Later","details":{}}}');
      } else response.end('{"id":"chr_1"}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server?.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const on = new TomoClient({ apiKey: 'x', baseUrl: `http://127.0.0.1:${port}/v1` });

    expect(await on.characters.get('busy')).toEqual({ id: 'chr_1' });
    expect(await on.characters.create({ name: 'limited' })).toEqual({ id: 'chr_1' });
    await expect(on.characters.publish('busy')).rejects.toMatchObject({ status: 503, code: 'later' });
    expect(asked).toEqual([
      ...Array(3).fill('GET /v1/characters/busy'),
      ...Array(3).fill('POST /v1/characters'),
      'POST /v1/characters/busy/publish',
    ]);
  });
});

describe('the package', () => {
  it('builds to modules that stand alone', async () => {
    const out = await temporaryDirectory();
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'sdk/js/tsconfig.json'), '--outDir', out]);
    const built = (await import(join(out, 'index.js'))) as typeof import('../../sdk/js/src/index.ts');
    const on = new built.TomoClient({ apiKey: KEY, baseUrl: `${tomo.url}/v1` });
    expect((await on.status()).model.state).toMatch(/ready|loading/);
    // Its types are whole too: somebody else's program compiles with nothing else beside it.
    const program = join(out, 'program.ts');
    writeFileSync(
      program,
      "import { TomoClient, type AnswerEvent } from './index.js';\n" +
        "export const talk = async (): Promise<AnswerEvent['type'][]> => {\n" +
        "  const chat = await new TomoClient({ apiKey: 'x' }).conversations.get('conv_1');\n" +
        "  const types: AnswerEvent['type'][] = [];\n" +
        "  for await (const event of chat.say('hello')) types.push(event.type);\n" +
        '  return types;\n};\n',
    );
    const strict = [
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
    ];
    execFileSync(process.execPath, [tsc, '--ignoreConfig', ...strict, '--types', '', program]);
    const kept: PromisesOfTheLibrary = [true, true, true, true, true, true, true, true, true];
    expect(kept).not.toContain(false);
  });

  it('has a README whose examples run', async () => {
    const readme = readFileSync(join(ROOT, 'sdk/js/README.md'), 'utf8');
    const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) {
      const code = example
        .replace("'@tomo/sdk'", JSON.stringify(join(ROOT, 'sdk/js/src/index.ts')))
        .replace('new TomoClient({', `new TomoClient({ baseUrl: '${tomo.url}/v1',`);
      const env = { ...process.env, TOMO_API_KEY: KEY };
      const said = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', code], { env });
      expect(String(said)).not.toBe('');
    }
  });
});
