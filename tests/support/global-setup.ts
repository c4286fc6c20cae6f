import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeModels } from './make-models.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the models of this test run are. */
    modelDirectory: string;
  }
}

/** Makes the test models once per test run. @returns removes them */
export default function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'tomo-test-models-'));
  makeModels(directory);
  project.provide('modelDirectory', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
