import { z } from 'zod';
import { seededRandom } from '../../gguf/seeded-random.ts';

/** What strangers wrote, who had read nothing: single messages, and talks of several messages each. */
export const strangersSchema = z.strictObject({
  single: z.array(z.string().min(1)),
  talks: z.array(z.array(z.string().min(1)).min(2)),
});

/** A talk of one model: each of the stranger's messages with the model's answer to it. */
export type Talk = { said: string; answer: string }[];

/** What a reader gets: nothing tells which model's talk it is. */
export type Blinded = { id: number; talk: Talk };

export const verdictsSchema = z.record(z.string().regex(/^\d+$/), z.enum(['yes', 'partly', 'no']));
export type Verdict = z.infer<typeof verdictsSchema>[string];

/**
 * Shuffles the talks of all models and deals them to readers, so that a reader sees each stranger's message once only.
 *
 * @param talks - by model, in the same order of messages for all
 * @param readers - at least as many as there are models
 * @returns `readers`: what each of them reads; `key`: the model by id
 */
export function blinded(
  talks: ReadonlyMap<string, readonly Talk[]>,
  readers: number,
  seed: number,
): { readers: Blinded[][]; key: Record<number, string> } {
  if (talks.size > readers) throw new RangeError('more models than readers: one would see a message twice');
  const random = seededRandom(seed);
  const dealt: { item: Blinded; order: number; reader: number }[] = [];
  const key: Record<number, string> = {};
  const models = [...talks.keys()];
  const messages = Math.max(0, ...[...talks.values()].map((of) => of.length));
  for (let message = 0; message < messages; message++) {
    const first = Math.floor(random() * readers);
    for (const [n, model] of models.entries()) {
      const talk = talks.get(model)?.[message];
      if (talk === undefined) throw new RangeError(`${model} has no talk ${message}`);
      const id = message * models.length + ((n + first) % models.length);
      key[id] = model;
      dealt.push({ item: { id, talk }, order: random(), reader: (first + n) % readers });
    }
  }
  dealt.sort((a, b) => a.order - b.order);
  return {
    readers: Array.from({ length: readers }, (_, reader) =>
      dealt.filter((one) => one.reader === reader).map(({ item }) => item),
    ),
    key,
  };
}

/** Counts verdicts by model. @throws RangeError where one is of an id that is not in the key. */
export function tally(
  key: Readonly<Record<number, string>>,
  verdicts: Readonly<Record<string, Verdict>>,
): Map<string, Record<Verdict, number>> {
  const counts = new Map<string, Record<Verdict, number>>();
  for (const [id, verdict] of Object.entries(verdicts)) {
    const model = key[Number(id)];
    if (model === undefined) throw new RangeError(`no talk has the id ${id}`);
    const count = counts.get(model) ?? { yes: 0, partly: 0, no: 0 };
    count[verdict]++;
    counts.set(model, count);
  }
  return counts;
}
