import { readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { TALKER_TEXT } from '../support/make-models.ts';
import { KEY } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const RESOURCES = fileURLToPath(new URL('../../resources/', import.meta.url));
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const tomo = tomoForTests();
let avatar: Buffer;

beforeAll(async () => {
  avatar = await readFile(join(RESOURCES, 'avatars', 'tomo.vrm'));
});

const filesIn = (folder: string) => readdir(join(tomo.dataDirectory, folder)).catch(() => [] as string[]);

function uploadVrm(bytes: Uint8Array, name = 'character.vrm', field = 'file') {
  const form = new FormData();
  form.set(field, new Blob([Uint8Array.from(bytes)]), name);
  return tomo.call('POST', '/v1/vrm-models', form);
}

/** A glTF binary with this description. */
function glb(description: unknown, lengths: { file?: number; json?: number } = {}): Buffer {
  const json = Buffer.from(typeof description === 'string' ? description : JSON.stringify(description));
  const file = Buffer.alloc(20 + json.length);
  file.write('glTF', 0, 'latin1');
  file.writeUInt32LE(2, 4);
  file.writeUInt32LE(lengths.file ?? file.length, 8);
  file.writeUInt32LE(lengths.json ?? json.length, 12);
  file.write('JSON', 16, 'latin1');
  json.copy(file, 20);
  return file;
}

const HUMANOID = { VRMC_vrm: { humanoid: { humanBones: { hips: { node: 0 } } } } };

describe('a VRM model', () => {
  it.each<[string, () => Uint8Array]>([
    ['a PNG', () => PNG],
    ['a text', () => Buffer.from('This is not a character. '.repeat(20))],
    ['empty', () => new Uint8Array(0)],
    ['only the first four bytes of one', () => avatar.subarray(0, 4)],
    ['cut in half', () => avatar.subarray(0, avatar.length / 2)],
    ['cut one byte before its end', () => avatar.subarray(0, -1)],
    ['a 3D model without a character', () => glb({ asset: { version: '2.0' } })],
    ['a character without a humanoid', () => glb({ extensions: { VRMC_vrm: { specVersion: '1.0' } } })],
    ['a character without bones', () => glb({ extensions: { VRM: { humanoid: { humanBones: [] } } } })],
    [
      'a character whose bones are a text',
      () => glb({ extensions: { VRM: { humanoid: { humanBones: 'all' } } } }),
    ],
    ['a file that claims 4 GB', () => glb({ extensions: HUMANOID }, { file: 0xffff_ffff })],
    ['a description that claims 4 GB', () => glb({ extensions: HUMANOID }, { json: 0xffff_ffff })],
    ['a description that is no JSON', () => glb('{{{')],
    ['a description that is null', () => glb('null')],
    ['a list of meshes that is none', () => glb({ extensions: HUMANOID, meshes: 5 })],
    ['a mesh that is null', () => glb({ extensions: HUMANOID, meshes: [null] })],
    ['an extension that is null', () => glb({ extensions: { VRMC_vrm: null } })],
  ])('that is %s is refused with 400, and nothing is left behind', async (_name, bytes) => {
    const answer = await uploadVrm(bytes());
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      error: { code: 'invalid_request', message: expect.stringMatching(/\S/), details: expect.any(Object) },
    });
    expect(await filesIn('vrm-models')).toEqual([]);
    expect((await tomo.call('GET', '/v1/vrm-models')).body.models).toHaveLength(1);
  });

  it('that is not sent as a file is refused with 400', async () => {
    const text = new FormData();
    text.set('file', 'not a file');
    for (const answer of [
      await tomo.call('POST', '/v1/vrm-models', text),
      await tomo.call('POST', '/v1/vrm-models', new FormData()),
      await tomo.call('POST', '/v1/vrm-models', { file: 'character.vrm' }),
      await tomo.call('POST', '/v1/vrm-models', '--x', { 'content-type': 'multipart/form-data; boundary=x' }),
    ]) {
      expect(answer.body).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
      expect(answer.status).toBe(400);
    }
  });

  it('never fails inside Tomo, whatever its description says', async () => {
    const names = ['accessors', 'bufferViews', 'images', 'textures', 'meshes', 'nodes', 'extensions'];
    const value = fc.jsonValue({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), value),
        fc.record({ count: value, byteOffset: value, name: value, thumbnailImage: value, primitives: value }),
        async (parts, odd) => {
          const meta = { name: odd.name, thumbnailImage: odd.thumbnailImage };
          const description = {
            accessors: [{ count: odd.count }],
            bufferViews: [{ byteOffset: odd.byteOffset, byteLength: odd.count }],
            images: [{ bufferView: 0, mimeType: 'image/png' }],
            meshes: [{ primitives: [{ indices: 0 }] }],
            ...parts,
            extensions: { VRMC_vrm: { meta, ...HUMANOID.VRMC_vrm } },
          };
          const answer = await uploadVrm(glb(description));
          expect([201, 400]).toContain(answer.status);
          expect((await tomo.call('GET', '/v1/vrm-models')).status).toBe(200);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is taken, listed, and given back as it was, with its picture', async () => {
    const before = await filesIn('vrm-models');
    const added = await uploadVrm(avatar, '../../evil name.vrm');
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ id: expect.stringMatching(/^vrm_[0-9a-z]{26}$/), builtin: false });
    expect(added.body.polygon_count).toBeGreaterThan(1_000);
    expect((await filesIn('vrm-models')).length).toBe(before.length + 1);
    const { models } = (await tomo.call('GET', '/v1/vrm-models')).body;
    const listed = models.find(({ id }: { id: string }) => id === added.body.id);

    expect(Buffer.from(await (await fetch(listed.file_url)).arrayBuffer()).equals(avatar)).toBe(true);
    const preview = await fetch(listed.preview_url);
    expect(preview.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await preview.arrayBuffer()).subarray(0, 8)).toEqual(PNG.subarray(0, 8));
    expect((await fetch(listed.file_url.split('?')[0])).status).toBe(401);

    const character = await tomo.call('POST', '/v1/characters', { name: 'Eve', vrm_model_id: added.body.id });
    expect(character.body).toMatchObject({ vrm_model: { id: added.body.id } });
    expect(character.body.warnings).toBeUndefined();
  });

  it('whose file has disappeared does not hide the others', async () => {
    const added = await uploadVrm(avatar);
    await rm(join(tomo.dataDirectory, 'vrm-models', `${added.body.id}.vrm`));
    const list = await tomo.call('GET', '/v1/vrm-models');
    expect(list.status).toBe(200);
    expect(list.body.models[0]).toMatchObject({ id: 'vrm_tomo' });
    expect((await tomo.call('GET', `/v1/vrm-models/${added.body.id}/file`)).status).toBe(404);
    expect((await tomo.call('GET', `/v1/vrm-models/${added.body.id}/preview`)).status).toBe(404);
  });
});

describe('a language model', () => {
  const upload = (name: string, bytes: Uint8Array, type = 'application/octet-stream') =>
    tomo.call('POST', `/v1/model-files?name=${encodeURIComponent(name)}`, bytes, { 'content-type': type });

  it.each(['text-file', 'empty', 'cut-in-header', 'cut-in-tensors', 'bad-magic', 'version-99'])(
    'that is damaged (%s) is refused with 400, and nothing is left behind',
    async (name) => {
      const answer = await upload('mine.gguf', await readFile(testModel(`damaged/${name}`)));
      expect(answer.body).toMatchObject({ error: { code: 'invalid_request' } });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('mine.gguf');
      expect(answer.body.error.message).not.toContain('.part');
      expect(await filesIn('models')).toEqual([]);
    },
  );

  it.each([
    '../x.gguf',
    '..\\x.gguf',
    '/etc/x.gguf',
    'x.exe',
    'x.gguf.exe',
    '.gguf',
    '.hidden.gguf',
    'a\u0000.gguf',
    'a\n.gguf',
    'tomo-starter.gguf',
    'x'.repeat(300),
    '',
  ])('with the name %j is refused with 400', async (name) => {
    const answer = await upload(name, await readFile(testModel('random')));
    expect(answer.status).toBe(400);
    expect(await filesIn('models')).toEqual([]);
  });

  it('that was sent as another type is refused, and nothing is left behind', async () => {
    const bytes = await readFile(testModel('random'));
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const { status } = await upload('mine.gguf', bytes, type);
      expect([400, 415]).toContain(status);
    }
    expect((await tomo.call('POST', '/v1/model-files?name=mine.gguf')).status).toBe(400);
    expect(await filesIn('models')).toEqual([]);
  });

  it('whose upload breaks off leaves nothing behind', async () => {
    await new Promise((resolve) => {
      const upload = request(`${tomo.url}/v1/model-files?name=mine.gguf`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${KEY}`,
          'content-type': 'application/octet-stream',
          'content-length': '5000000',
        },
      });
      upload.on('error', resolve);
      upload.write(Buffer.alloc(1_000_000));
      const arrived = setInterval(async () => {
        if ((await filesIn('models')).length === 0) return;
        clearInterval(arrived);
        upload.destroy();
      }, 5);
    });
    await expect.poll(() => filesIn('models'), { timeout: 30_000 }).toEqual([]);
  });

  it('is taken, chosen in the settings, and answers', async () => {
    const added = await upload('My talker (v2).gguf', await readFile(testModel('talker')));
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ id: 'My talker (v2).gguf', name: 'My talker (v2)', starter: false });
    const ids = (await tomo.call('GET', '/v1/model-files')).body.models.map(({ id }: { id: string }) => id);
    expect(ids).toContain('My talker (v2).gguf');

    const chosen = await tomo.call('PUT', '/v1/settings', { model: { provider: 'file', id: added.body.id } });
    expect(chosen.body.model).toEqual({ provider: 'file', id: 'My talker (v2).gguf' });
    const { body } = await tomo.call('POST', '/v1/conversations', {
      character_id: await tomo.characterId(),
      initial_message: 'Hello',
    });
    expect(body.messages[1]).toMatchObject({ content: TALKER_TEXT });
  });

  it('that does not exist cannot be chosen, and the one in use stays', async () => {
    for (const id of ['none.gguf', '../../api-key', '/etc/passwd']) {
      const { status } = await tomo.call('PUT', '/v1/settings', { model: { provider: 'file', id } });
      expect(status).toBe(404);
    }
    const { model } = (await tomo.call('GET', '/v1/settings')).body;
    expect(model).toEqual({ provider: 'file', id: 'My talker (v2).gguf' });
  });
});

it('is all answered without a failure inside Tomo', () => {
  expect(tomo.log()).not.toContain('request failed');
});
