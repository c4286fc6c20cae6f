import { expect, it } from 'vitest';
import { testModel } from '../support/test-model.ts';
import { killRepeatedly } from './kill-repeatedly.ts';

it('keeps every message that was acknowledged when the server is killed in the middle of turns', async () => {
  const report = await killRepeatedly(8, testModel('talker'));
  expect(report.lost).toEqual([]);
  expect(report.integrity).toBe('ok');
  expect(report.acknowledged).toBeGreaterThan(8);
}, 300_000);
