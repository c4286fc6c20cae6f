import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_THERE_YET, OPERATIONS, SOCKET } from '../../src/main/dialects/chattr/operations.ts';
import { type Answer, KEY, type RunningTomo, startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { CHATTR_EXAMPLES, CHATTR_UPDATE, CHATTR_VIDEO } from './chattr-examples.ts';
import { shapeProblems } from './shape-problems.ts';

/** Beside the checkout, where the documents are; they are not part of the project. */
const FILE = fileURLToPath(new URL('../../../shared/specs/001_274561499afd4315.txt', import.meta.url));
const document = existsSync(FILE) ? readFileSync(FILE, 'utf8') : null;
const PYTHON = '/usr/bin/python3';
const hasRequests = spawnSync(PYTHON, ['-c', 'import requests']).status === 0;

/** What is not counted yet, or not there: no answer was rated, and no GPU is used. */
const EXCUSED = [
  'media.video_url',
  'video_model',
  'statistics.average_rating',
  'characters.assistant.average_rating',
  'resource_usage.gpu_memory_percent',
];

let tomo: RunningTomo;
let alone: string;
let requestId: string;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker'), '--also', 'chattr:0'] });
  alone = JSON.parse(tomo.firstLine).also[0].url;
});
afterAll(async () => {
  await tomo.stop();
});

function ask(operation: string, body?: object): Promise<Answer> {
  const [method = '', path = ''] = operation.split(' ');
  const filled = path
    .replace('{session_id}', 'user-session-123')
    .replace('{character_id}', 'assistant')
    .replace('{request_id}', requestId);
  return tomo.call(method, `/chattr${filled}`, body);
}

it.skipIf(document === null)('has every operation, example and code of the document', () => {
  const text = document as string;
  const found = [...text.matchAll(/^```http\n([A-Z]+ \/\S+)/gm)].map(([, operation]) => operation);
  expect(found).toEqual(OPERATIONS);
  expect(text).toContain(`ws://localhost:8000${SOCKET}'`);
  const bodies = [...text.matchAll(/^```json\n([\s\S]*?)```/gm)].map(([, json = '']) => JSON.parse(json));
  const known = [
    ...CHATTR_EXAMPLES.flatMap(({ request, response }) => [request, response]),
    CHATTR_UPDATE,
    CHATTR_VIDEO,
  ];
  const isFrame = (body: object) => 'type' in body;
  const isVideo = (body: object) => 'thumbnail_url' in body;
  for (const body of bodies) {
    if (!isFrame(body) && !isVideo(body)) expect(known).toContainEqual(body);
  }
});

describe('each example of the document', () => {
  it.each(CHATTR_EXAMPLES.map((example) => [example.operation, example] as const))(
    '%s',
    async (operation, { request, response }) => {
      const answer = await ask(operation, request);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      requestId ??= answer.body.request_id;
      const wanted = operation.includes('/status/') ? voiceStatus(response as object) : response;
      expect(shapeProblems(wanted, answer.body, EXCUSED)).toEqual([]);
    },
  );

  it('PUT /api/v1/characters/{character_id}', async () => {
    const changed = await ask('PUT /api/v1/characters/{character_id}', CHATTR_UPDATE);
    expect(changed.status).toBe(200);
    const { body } = await ask('GET /api/v1/characters/{character_id}');
    expect(body).toMatchObject(CHATTR_UPDATE);
    expect(body.configuration.system_prompt).toMatch(/helpful assistant/);
  });

  /** The document shows that of a video. */
  const voiceStatus = (status: object) => ({
    ...status,
    result: { audio_url: '/assets/audio/voice_456.wav', duration_seconds: 5.0 },
  });
});

it('answers every operation, or says that it is not available', async () => {
  for (const operation of OPERATIONS) {
    const answer = await ask(operation, bodyFor(operation));
    if (operation in NOT_THERE_YET) {
      expect([operation, answer.status]).toEqual([operation, 503]);
      expect(answer.body.error).toEqual({
        code: 'SERVICE_UNAVAILABLE',
        message: expect.stringMatching(/yet/),
        details: { feature: 'video_generation', available: false },
      });
    } else expect([operation, answer.status, answer.body]).toEqual([operation, 200, answer.body]);
  }
});

function bodyFor(operation: string): object | undefined {
  if (operation.endsWith('/video')) return CHATTR_VIDEO;
  if (operation.startsWith('PUT')) return CHATTR_UPDATE;
  return CHATTR_EXAMPLES.find((example) => example.operation === operation)?.request;
}

/** A block of code of the document's SDK section, without the lines after `# Usage` or `// Usage`. */
function clientClass(language: string): string {
  const [, sdk = ''] = (document ?? '').split('## SDK Examples');
  const code = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(sdk)?.[1] ?? '';
  return code.split(/^(?:#|\/\/) Usage/m)[0] ?? '';
}

describe.skipIf(document === null)('the client classes of the document, as they are', () => {
  it.each(['/chattr', 'alone'])('JavaScript, at %s', async (where) => {
    const folder = await temporaryDirectory();
    const file = join(folder, 'client.mjs');
    await writeFile(file, `${clientClass('javascript')}\nexport { ChatacterClient };\n`);
    const { ChatacterClient } = await import(pathToFileURL(file).href);
    const client = new ChatacterClient(where === 'alone' ? alone : `${tomo.url}/chattr`, KEY);
    const answer = await client.sendMessage('Hello!', 'assistant', 'my-session');
    expect(answer).toMatchObject({ response: 'Hello there! I am a test model. How are you today?' });
    const made = await client.sendMessage('Hello!');
    expect(made.session_id).toMatch(/\S/);
    const { characters } = await client.getCharacters();
    expect(characters.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['assistant', 'creative']),
    );
  });

  it.skipIf(!hasRequests)('Python, with a key and without one', async () => {
    const folder = await temporaryDirectory();
    // The class imports it and does not use it.
    await writeFile(join(folder, 'websocket.py'), '');
    const program = `
client = ChatacterClient(base_url=${JSON.stringify(alone)}, api_key=${JSON.stringify(KEY)})
answer = client.send_message("Hello!", session_id="my-python-session")
made = client.send_message("Hello!")
characters = client.get_characters()["characters"]
refused = ChatacterClient(base_url=${JSON.stringify(alone)}).get_characters()
print(json.dumps([answer["response"], answer["session_id"], made["session_id"], len(characters), refused["error"]["code"]]))
`;
    await writeFile(join(folder, 'client.py'), clientClass('python') + program);
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    const { stdout } = await promisify(execFile)(PYTHON, ['client.py'], { cwd: folder, env });
    expect(JSON.parse(stdout)).toEqual([
      'Hello there! I am a test model. How are you today?',
      'my-python-session',
      expect.stringMatching(/^conv_/),
      3,
      'UNAUTHORIZED',
    ]);
  });
});
