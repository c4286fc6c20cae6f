import { expect, it } from 'vitest';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests();

interface VoiceBody {
  id: string;
  name: string;
  language: string;
}

const voices = async (query = ''): Promise<VoiceBody[]> =>
  (await tomo.call('GET', `/v1/voices${query}`)).body.voices;

it('finds voices by their language and by their words', async () => {
  const all = await voices();
  const english = await voices('?language=EN');
  expect(english.length).toBeGreaterThan(1);
  expect(english.length).toBeLessThan(all.length);
  for (const { language } of english) expect(language).toMatch(/^en(-|$)/);
  const american = await voices('?language=en-us');
  expect(american.length).toBeLessThan(english.length);
  const soft = await voices('?language=de&search=SOFT');
  expect(soft).toHaveLength(1);
  expect(soft[0]).toMatchObject({ language: 'de', name: expect.stringContaining('soft') });
  expect(await voices('?language=e')).toEqual([]);
});
