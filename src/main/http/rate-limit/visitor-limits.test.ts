import { describe, expect, it } from 'vitest';
import { VisitorLimits } from './visitor-limits.ts';

const NUMBERS = {
  requestsPerAddressAndMinute: 3,
  visitsPerAddressAndHour: 2,
  messagesPerVisitorAndHour: 2,
  messagesPerAddressAndHour: 3,
  messagesPerCharacterAndDay: 4,
  answersAtOnce: 2,
  sockets: 3,
  socketsPerAddress: 2,
};
const HERE = '192.0.2.1';
const refused = { code: 'rate_limited', retryAfterSeconds: expect.any(Number) };

const visit = (visitor: string, characterId = 'chr_1') => ({ conversationId: visitor, characterId });
const answered = async () => ({ answer: Promise.resolve() });
/** Lets what hangs on a settled answer happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function speak(limits: VisitorLimits, visitor: string, address = HERE, characterId = 'chr_1') {
  await limits.message(visit(visitor, characterId), address, false, answered);
  await settle();
}

describe('messages', () => {
  it('are counted by visitor, and those of others go on', async () => {
    const limits = new VisitorLimits(NUMBERS);
    await speak(limits, 'a');
    await speak(limits, 'a');
    await expect(speak(limits, 'a')).rejects.toMatchObject(refused);
    await speak(limits, 'b', '192.0.2.2');
  });

  it('are counted by network address, whatever a visitor calls themselves', async () => {
    const limits = new VisitorLimits(NUMBERS);
    for (const visitor of ['a', 'b', 'c']) await speak(limits, visitor, '2001:db8::1', `chr_${visitor}`);
    await expect(speak(limits, 'd', '2001:db8::ffff', 'chr_d')).rejects.toMatchObject(refused);
  });

  it('are counted by character, wherever they come from', async () => {
    const limits = new VisitorLimits(NUMBERS);
    for (let n = 0; n < 4; n++) await speak(limits, `v${n}`, `192.0.2.${n}`);
    await expect(speak(limits, 'e', '192.0.2.9')).rejects.toMatchObject(refused);
    await speak(limits, 'e', '192.0.2.9', 'chr_2');
  });

  it('of one visitor are answered one at a time, also when two come at the same moment', async () => {
    const limits = new VisitorLimits(NUMBERS);
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    const say = () => limits.message(visit('a'), HERE, false, async () => ({ answer }));
    const [one, two] = await Promise.allSettled([say(), say()]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
    await limits.message(visit('a'), HERE, true, answered);
    resolve();
    await settle();
    await expect(say()).rejects.toMatchObject(refused);
  });

  it('wait in a line that has an end; a failed one leaves it', async () => {
    const limits = new VisitorLimits(NUMBERS);
    const never = { answer: new Promise(() => {}) };
    const failing = async () => {
      throw new Error('broken');
    };
    await expect(limits.message(visit('x', 'chr_x'), '192.0.2.8', false, failing)).rejects.toThrow('broken');
    await limits.message(visit('a'), HERE, false, async () => never);
    await limits.message(visit('b'), HERE, false, async () => never);
    await expect(limits.message(visit('c'), '192.0.2.7', false, answered)).rejects.toMatchObject(refused);
  });
});

it('sockets are counted by address and in all, until they close', () => {
  const limits = new VisitorLimits(NUMBERS);
  const close = limits.socket(HERE);
  limits.socket(HERE);
  expect(() => limits.socket(HERE)).toThrow(expect.objectContaining(refused));
  close();
  limits.socket(HERE);
  limits.socket('192.0.2.2');
  expect(() => limits.socket('192.0.2.3')).toThrow(expect.objectContaining(refused));
});

it('requests and visits are counted by address', async () => {
  const limits = new VisitorLimits(NUMBERS);
  for (let n = 0; n < 3; n++) await limits.request(HERE);
  await expect(limits.request(HERE)).rejects.toMatchObject(refused);
  await limits.request('192.0.2.2');
  for (let n = 0; n < 2; n++) await limits.visit(HERE);
  await expect(limits.visit(HERE)).rejects.toMatchObject(refused);
});
