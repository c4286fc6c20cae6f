import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** The first Python that can import `module`; Debian's first, where a version manager has put another before it. */
function pythonWith(module: string): string | undefined {
  return ['/usr/bin/python3', 'python3'].find(
    (path) => spawnSync(path, ['-c', `import ${module}`]).status === 0,
  );
}

/** Runs Python in this folder. @returns its exit status and what it wrote on stdout and stderr */
function run(python: string | undefined, args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(python ?? '', args, {
    cwd: import.meta.dirname,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
    encoding: 'utf8',
    timeout: 240_000,
  });
  return { status, said: stdout + stderr };
}

const plain = pythonWith('json');
const withTorch = pythonWith('torch');
const noPython = plain ? '' : ' (not tested: python3 is not installed)';
const noTorch = withTorch ? '' : ' (not tested: python3-torch is not installed)';

describe.skipIf(!plain)(`the corpus of the starter model${noPython}`, () => {
  it('can be used, and holds none of the held-out prompts', { timeout: 300_000 }, () => {
    const { status, said } = run(plain, ['build_corpus.py', '--check']);
    expect(said).toMatch(/ 0 problems, 0 held-out prompts in the training text$/m);
    expect(status).toBe(0);
  });

  it('is read and combined as its tests say', { timeout: 300_000 }, () => {
    const tests = ['test_corpus', 'test_words', 'test_reflection', 'test_facts'];
    expect(run(plain, ['-m', 'unittest', ...tests]).said).toMatch(/^OK/m);
  });
});

describe.skipIf(!withTorch)(`the training of the starter model${noTorch}`, () => {
  it('passes its tests', { timeout: 300_000 }, () => {
    expect(
      run(withTorch, ['-m', 'unittest', 'test_training', 'test_trainer', 'test_kinds', 'test_dialogues'])
        .said,
    ).toMatch(/^OK/m);
  });
});
