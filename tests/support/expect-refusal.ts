import { expect } from 'vitest';
import { type Answer, KEY, TEMPORARY_PREFIX } from './start-tomo.ts';

/** The answer is an error in the native shape that gives nothing away. */
export function expectRefusal(answer: Pick<Answer, 'status' | 'body'>, status: number, code: string): void {
  expect(answer.body).toEqual({
    error: { code, message: expect.stringMatching(/\S/), details: expect.any(Object) },
  });
  expect(answer.status).toBe(status);
  const text = JSON.stringify(answer.body);
  expect(text).not.toContain(TEMPORARY_PREFIX);
  expect(text).not.toContain(KEY);
  expect(text).not.toMatch(/node_modules|\.ts:\d|\.js:\d|\bat \w+ \(|SQLITE|FST_ERR/);
}
