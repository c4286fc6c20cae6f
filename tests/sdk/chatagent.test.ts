import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatAgentClient, ChatAgentError, type ChatEvent } from '../../sdk/chatagent-js/src/index.ts';
import { TALKER_TEXT } from '../support/make-models.ts';
import { type RunningTomo, startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { JAVASCRIPT_EXAMPLE, PYTHON_EXAMPLE } from './chatagent-examples.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Beside the checkout, where the documents are; they are not part of the project. */
const DOCUMENT = join(ROOT, '../shared/specs/004_9f4cb2c6520087e5.txt');
/** The token of the document's examples. */
const TOKEN = 'your_access_token';
const PYTHON =
  ['/usr/bin/python3', 'python3'].find((path) => spawnSync(path, ['--version']).status === 0) ?? '';
const why = PYTHON === '' ? ' (not tested: python3 is not installed)' : '';
const run = promisify(execFile);

let tomo: RunningTomo;
let alone: string;

beforeAll(async () => {
  const args = ['--model', testModel('talker'), '--also', 'chatagent:0'];
  tomo = await startTomo({ key: TOKEN, args });
  alone = JSON.parse(tomo.firstLine).also[0].url;
});
afterAll(async () => {
  await tomo.stop();
});

/** The document has the API on a port that may be taken here. */
const onItsPort = (code: string) =>
  code
    .replace('http://localhost:8000', alone.replace('127.0.0.1', 'localhost'))
    .replaceAll('http://127.0.0.1:8787/chatagent', alone);
const examplesOf = (file: string, language: string) =>
  [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs')),
  ].map(([, code = '']) => code);
const client = (options: ConstructorParameters<typeof ChatAgentClient>[0] = {}) =>
  new ChatAgentClient({ baseURL: `${alone}/api/v1`, accessToken: TOKEN, ...options });

it.runIf(existsSync(DOCUMENT))('the examples here are those of the document', () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  for (const example of [PYTHON_EXAMPLE, JAVASCRIPT_EXAMPLE]) expect(text).toContain(example);
});

describe('chatagent-js', () => {
  /** A folder in which the package is installed, as npm would have it. */
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryDirectory();
    const installed = join(folder, 'node_modules/chatagent-js');
    mkdirSync(installed, { recursive: true });
    cpSync(join(ROOT, 'sdk/chatagent-js/package.json'), join(installed, 'package.json'));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const project = join(ROOT, 'sdk/chatagent-js/tsconfig.json');
    execFileSync(process.execPath, [tsc, '-p', project, '--outDir', join(installed, 'dist')]);
  });
  const said = async (code: string) => {
    const file = join(folder, 'program.mjs');
    writeFileSync(file, onItsPort(code));
    const env = { ...process.env, CHATAGENT_ACCESS_TOKEN: TOKEN };
    return (await run(process.execPath, [file], { env, timeout: 120_000 })).stdout;
  };

  it('runs the document’s example as it is written', async () => {
    expect(await said(JAVASCRIPT_EXAMPLE)).toBe(`${TALKER_TEXT}\n`);
  });

  it('has a README whose examples run', async () => {
    const examples = examplesOf('sdk/chatagent-js/README.md', 'js');
    expect(examples).toHaveLength(3);
    const outputs = [`${TALKER_TEXT}\n`, TALKER_TEXT, expect.stringContaining('lamp.txt')];
    for (const [at, example] of examples.entries()) expect(await said(example)).toEqual(outputs[at]);
  });

  it('has types with which somebody else’s program compiles', () => {
    const program = join(folder, 'program.ts');
    writeFileSync(
      program,
      "import { ChatAgentClient, type Bot, type Exchange } from 'chatagent-js';\n" +
        'export const talk = async (client: ChatAgentClient, bot: Bot): Promise<Exchange> => {\n' +
        '  const { id } = await client.conversations.create({ botId: bot.id, context: { any_name: 1 } });\n' +
        "  return await client.conversations.sendMessage(id, 'hello');\n};\n",
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--lib', 'es2022,dom', '--types', ''];
    execFileSync(process.execPath, [tsc, '--ignoreConfig', ...strict, program], { cwd: folder });
  });

  it('makes, reads, changes, starts, stops and deletes bots', async () => {
    const { bots } = client({ language: 'en' });
    const bot = await bots.create({ name: 'Ada', llmConfig: { provider: 'local', maxTokens: 50 } });
    expect(bot).toMatchObject({ name: 'Ada', platformType: 'web', isActive: false, knowledgeBaseIds: [] });
    expect(await bots.update(bot.id, { avatarUrl: 'https://example.com/a.png' })).toMatchObject({
      name: 'Ada',
      avatarUrl: 'https://example.com/a.png',
    });
    expect(await bots.start(bot.id)).toEqual({
      success: true,
      message: 'The bot was started',
      botId: bot.id,
    });
    expect(await bots.status(bot.id)).toMatchObject({ isRunning: true, messageCount: 0, lastActivity: null });
    const running = await bots.list({ isActive: true, search: 'Ada', limit: 5 });
    expect(running.bots.map(({ id }) => id)).toContain(bot.id);
    await bots.stop(bot.id);
    await bots.delete(bot.id);
    await expect(bots.get(bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  it('holds conversations, and leaves what is the caller’s own as it is', async () => {
    const { bots, conversations } = client();
    const { id: botId } = await bots.create({ name: 'Ada' });
    const context = { user_preferences: { fontSize: 3 } };
    const begun = await conversations.create({ botId, title: 'Talk', context });
    expect(begun).toMatchObject({ botId, title: 'Talk', status: 'active', context });
    const metadata = { client_id: 'one', camelCase: 1 };
    const { userMessage } = await conversations.sendMessage(begun.id, 'hello', { metadata });
    expect(userMessage).toMatchObject({ senderType: 'user', content: 'hello', conversationId: begun.id });
    const { messages, total } = await conversations.messages(begun.id, { limit: 1, offset: 1 });
    expect([messages[0]?.content, messages[0]?.senderId, total]).toEqual([TALKER_TEXT, botId, 2]);
    expect(await conversations.update(begun.id, { title: 'Other' })).toMatchObject({
      title: 'Other',
      context,
    });
    expect((await conversations.list({ botId })).conversations).toMatchObject([
      { id: begun.id, messageCount: 2 },
    ]);
    await conversations.delete(begun.id);
    await expect(conversations.get(begun.id)).rejects.toThrow(ChatAgentError);
  });

  it('gives answers while they are written, one after the other', async () => {
    const { bots, conversations } = client();
    const { id: botId } = await bots.create({ name: 'Ada' });
    const { id } = await conversations.create({ botId });
    const socket = await conversations.connect(id);
    for (const text of ['hello', 'again']) {
      const events: ChatEvent[] = [];
      for await (const event of socket.say(text)) events.push(event);
      const chunks = events.flatMap((event) => (event.type === 'stream_chunk' ? [event.content] : []));
      expect(chunks.length).toBeGreaterThan(1);
      expect(chunks.join('')).toBe(TALKER_TEXT);
      expect(events.at(-2)).toMatchObject({ type: 'stream_complete', fullContent: TALKER_TEXT });
      expect(events.at(-1)).toMatchObject({ type: 'bot_response', content: TALKER_TEXT, conversationId: id });
    }
    socket.close();
    await expect(socket.say('gone').next()).rejects.toMatchObject({ code: 'CLOSED' });
    const nowhere = await conversations.connect('conv_none').catch((error: unknown) => error);
    const refused =
      nowhere instanceof ChatAgentError
        ? nowhere
        : await (nowhere as typeof socket)
            .say('x')
            .next()
            .catch((e) => e);
    expect(refused).toBeInstanceOf(ChatAgentError);
  });

  it('keeps and finds documents', async () => {
    const { knowledge } = client();
    const base = await knowledge.createBase({ name: 'Lamps', chunkSize: 500, metadata: { my_key: 1 } });
    expect(base).toMatchObject({ chunkSize: 500, chunkOverlap: 100, metadata: { my_key: 1 } });
    const file = new Blob(['Press the button of the lamp.']);
    const metadata = { made_by: 'Kim' };
    const { id } = await knowledge.addDocument(base.id, file, { filename: '灯.txt', metadata });
    await expect.poll(async () => (await knowledge.getDocument(base.id, id)).status).toBe('ready');
    const found = await knowledge.search(base.id, { query: 'button', topK: 1, filters: { made_by: 'Kim' } });
    expect(found).toMatchObject({ total: 1, queryTime: expect.any(Number) });
    expect(found.results[0]?.metadata).toMatchObject({ source: '灯.txt', made_by: 'Kim', document_id: id });
    expect((await knowledge.listDocuments(base.id)).documents.map((one) => one.id)).toEqual([id]);
    await knowledge.deleteDocument(base.id, id);
    expect(await knowledge.updateBase(base.id, { name: 'None' })).toMatchObject({
      name: 'None',
      documentCount: 0,
    });
    expect((await knowledge.listBases({ search: 'None' })).total).toBe(1);
    await knowledge.deleteBase(base.id);
    await expect(knowledge.getBase(base.id)).rejects.toMatchObject({ status: 404 });
  });

  it('signs in, and reads how busy the server is', async () => {
    const account = { username: 'js-kim', nickname: 'Kim', email: 'js@example.com', password: 'password123' };
    await client().auth.register(account);
    const kim = client({ accessToken: undefined as never });
    const { refreshToken } = await kim.auth.login(account);
    expect(await kim.auth.me()).toMatchObject({ username: 'js-kim', role: 'user', isActive: true });
    await kim.auth.refresh(refreshToken);
    expect((await kim.monitoring.metrics()).totalRequests).toBeGreaterThan(0);
    await kim.bots.get('none').catch(() => {});
    expect((await kim.monitoring.logs({ level: 'INFO', limit: 1 })).logs).toMatchObject([
      { level: 'INFO', details: { error_code: 'NOT_FOUND' } },
    ]);
    await kim.auth.logout();
    await expect(kim.auth.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('says what went wrong, in the language of its user', async () => {
    const refused = await client()
      .bots.create({ name: '' })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ChatAgentError);
    expect(refused).toMatchObject({
      code: 'VALIDATION_ERROR',
      message: '请求参数验证失败',
      status: 400,
      details: { field: 'name', reason: '不能为空' },
      requestId: expect.stringMatching(/^req_/),
    });
    await expect(client({ language: 'en' }).bots.create({ name: '' })).rejects.toThrow(
      'The request is not valid',
    );
    const nobody = new ChatAgentClient({ baseURL: 'http://127.0.0.1:1/api/v1' });
    await expect(nobody.bots.list()).rejects.toMatchObject({ code: 'UNREACHABLE', requestId: null });
  });
});

describe.skipIf(PYTHON === '')(`chatagent for Python${why}`, () => {
  const LIBRARY = join(ROOT, 'sdk/chatagent-python');
  const python = async (args: string[]) => {
    const env = {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONIOENCODING: 'utf-8',
      PYTHONPATH: LIBRARY,
      CHATAGENT_URL: `${alone}/api/v1`,
      CHATAGENT_ACCESS_TOKEN: TOKEN,
    };
    const { stdout, stderr } = await run(PYTHON, ['-W', 'error', ...args], {
      cwd: LIBRARY,
      env,
      timeout: 240_000,
    });
    return stdout + stderr;
  };

  it('runs the document’s example as it is written', async () => {
    expect(await python(['-c', onItsPort(PYTHON_EXAMPLE)])).toBe(`${TALKER_TEXT}\n`);
  });

  it('has a README whose examples run', async () => {
    const examples = examplesOf('sdk/chatagent-python/README.md', 'python');
    expect(examples).toHaveLength(2);
    const outputs = [`${TALKER_TEXT}\n`, expect.stringContaining('lamp.txt')];
    for (const [at, example] of examples.entries())
      expect(await python(['-c', onItsPort(example)])).toEqual(outputs[at]);
  });

  it('passes its own tests', async () => {
    expect(await python(['-m', 'unittest', '-v', 'tests.test_client'])).toMatch(/^OK\r?$/m);
  });

  const mypy = spawnSync(PYTHON, ['-m', 'mypy', '--version']).status === 0;
  it.skipIf(!mypy)(`has types that hold${mypy ? '' : ' (not tested: mypy is not installed)'}`, async () => {
    const args = [
      '-m',
      'mypy',
      '--strict',
      '--cache-dir',
      join(await temporaryDirectory(), 'mypy'),
      'chatagent',
    ];
    expect(await python(args)).toContain('no issues found');
  });
});
