import { expect, it } from 'vitest';
import { describeFailure } from './describe-failure.ts';

it.each(['SQLITE_FULL', 'ENOSPC'])('says that the disk is full: %s', (code) => {
  const error = Object.assign(new Error('/home/kim/tomo.db: no space'), { code });
  expect(describeFailure(error)).toMatchObject({
    status: 503,
    kind: 'internal',
    message: expect.stringContaining('The disk is full'),
  });
});

it('says nothing of a cause that it does not know', () => {
  const failure = describeFailure(new Error('/home/kim/tomo.db is odd'));
  expect(failure).toMatchObject({ status: 500, kind: 'internal' });
  expect(failure.message).not.toContain('kim');
});
