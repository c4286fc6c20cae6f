import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newChatagentAccount } from '../support/chatagent.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
});
afterAll(async () => {
  await tomo.stop();
});

const BASES = '/knowledge/bases';
const limitsOf = (headers: Headers) => ({
  limit: Number(headers.get('x-ratelimit-limit')),
  remaining: Number(headers.get('x-ratelimit-remaining')),
  reset: Number(headers.get('x-ratelimit-reset')),
});

describe('the limit of requests', () => {
  it.each([
    ['free', 100],
    ['pro', 1_000],
    ['enterprise', 10_000],
  ])('of the tier %s is %i a minute', async (tier, limit) => {
    const account = await newChatagentAccount(tomo, { tier });
    const first = limitsOf((await account.call('GET', BASES)).headers);
    const second = limitsOf((await account.call('GET', `${BASES}/none`)).headers);
    expect([first.limit, first.remaining]).toEqual([limit, limit - 1]);
    // Unless the minute was over in between.
    if (second.reset === first.reset) expect(second.remaining).toBe(limit - 2);
    const nowSeconds = Date.now() / 1000;
    expect(first.reset).toBeGreaterThan(nowSeconds - 1);
    expect(first.reset).toBeLessThan(nowSeconds + 62);
  });

  it('refuses what is beyond it, says when to come back, and counts nobody else for it', async () => {
    const busy = await newChatagentAccount(tomo);
    const calm = await newChatagentAccount(tomo);
    // All of them are sent at once, for a minute may be over while a busy machine works through them one by one.
    const answers = await Promise.all(Array.from({ length: 130 }, () => busy.call('GET', BASES)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(100);
    expect(refused.length).toBeGreaterThan(0);
    const [answer] = refused;
    expect(answer?.body.error).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      message: '请求频率超限',
      details: { reason: '每分钟最多 100 次请求，请稍后重试', retry_after_seconds: expect.any(Number) },
    });
    expect(limitsOf(answer?.headers ?? new Headers())).toMatchObject({ limit: 100, remaining: 0 });
    expect(Number(answer?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await calm.call('GET', BASES)).status).toBe(200);
    // The native API's requests are counted for themselves.
    expect((await tomo.call('GET', '/v1/characters', undefined, busy.headers)).status).toBe(200);
  });

  it('is not the owner’s', async () => {
    const { status, headers } = await tomo.call('GET', `/chatagent/api/v1${BASES}`);
    expect([status, headers.get('x-ratelimit-limit')]).toEqual([200, null]);
  });
});
