import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { account, apiKey, newApiKey } from '../../src/shared/api/accounts.ts';
import { character, characterDetail, publishedCharacter } from '../../src/shared/api/characters.ts';
import { pagination } from '../../src/shared/api/common.ts';
import { conversation, conversationSummary, message } from '../../src/shared/api/conversations.ts';
import { settings } from '../../src/shared/api/settings.ts';
import { status } from '../../src/shared/api/status.ts';
import { voice } from '../../src/shared/api/voices.ts';
import { vrmModel } from '../../src/shared/api/vrm-models.ts';
import { KEY } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const ROOT = join(import.meta.dirname, '../..');
const LIBRARY = join(ROOT, 'sdk/python');
// Debian's, where a version manager has put another one before it.
const PYTHON =
  ['/usr/bin/python3', 'python3'].find((path) => spawnSync(path, ['--version']).status === 0) ?? '';
const why = PYTHON === '' ? ' (not tested: python3 is not installed)' : '';

/** Runs Python in the library's folder. @returns what it wrote on stdout and stderr */
async function python(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = {
    cwd: LIBRARY,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8', ...env },
    timeout: 240_000,
  };
  const { stdout, stderr } = await promisify(execFile)(PYTHON, args, options);
  return stdout + stderr;
}

describe.skipIf(PYTHON === '')(`the Python library${why}`, () => {
  const tomo = tomoForTests('talker');
  const endless = tomoForTests('talker-endless');
  const modules = readdirSync(join(LIBRARY, 'tests'))
    .filter((name) => name.startsWith('test_'))
    .map((name) => name.replace('.py', ''));

  it.each(modules)('passes its %s', { timeout: 300_000 }, async (module) => {
    const command = [
      process.execPath,
      join(ROOT, 'bin/tomo.js'),
      'serve',
      '--model',
      testModel('talker-endless'),
    ];
    const said = await python(['-W', 'error', '-m', 'unittest', '-v', `tests.${module}`], {
      TOMO_URL: tomo.url,
      TOMO_ENDLESS_URL: endless.url,
      TOMO_API_KEY: KEY,
      TOMO_COMMAND: JSON.stringify(command),
    });
    // Some signals that a test sends do not exist on Windows.
    expect(said).toMatch(process.platform === 'win32' ? /^OK/m : /^OK$/m);
  });

  it('has types that hold what the server promises', async () => {
    const kinds = {
      Account: account,
      ApiKey: apiKey,
      NewApiKey: newApiKey,
      Character: character,
      CharacterDetail: characterDetail,
      CharacterAnalytics: characterDetail.shape.analytics,
      Publication: publishedCharacter,
      VrmModelOfCharacter: character.shape.vrm_model,
      VoiceConfig: character.shape.voice_config,
      Pagination: pagination,
      ConversationData: conversation,
      ConversationSummary: conversationSummary,
      Message: message,
      Settings: settings,
      Status: status,
      EngineStatus: status.shape.engine,
      ModelStatus: status.shape.model,
      Voice: voice,
      VrmModel: vrmModel,
    };
    const fields = JSON.parse(await python(['-c', FIELDS, ...Object.keys(kinds)])) as Record<string, Field[]>;
    const broken = Object.entries(kinds).flatMap(([kind, schema]) =>
      (fields[kind] ?? []).filter((field) => !holds(field, schema)).map(({ name }) => `${kind}.${name}`),
    );
    expect(fields.Character?.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });
});

interface Field {
  name: string;
  /** The library needs it to be there. */
  required: boolean;
  nullable: boolean;
}

const FIELDS = `
import dataclasses, json, sys, typing
import tomo_client.types as types

def fields(kind):
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        nullable = type(None) in typing.get_args(hints[field.name])
        yield {'name': field.name, 'required': not has_default, 'nullable': nullable}

print(json.dumps({name: [*fields(getattr(types, name))] for name in sys.argv[1:]}))
`;

/** The server always sends what the library needs, and null only where the library expects it. */
function holds({ name, required, nullable }: Field, schema: z.ZodObject): boolean {
  const sent = schema.shape[name];
  if (!(sent instanceof z.ZodType)) return false;
  const canBeMissing = sent.safeParse(undefined).success;
  const canBeNull = sent.safeParse(null).success;
  return (!required || !canBeMissing) && (nullable || !canBeNull);
}
