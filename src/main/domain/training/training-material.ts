import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { DomainError } from '../domain-error.ts';

/** What a session learns from, each text once. */
export interface TrainingMaterial {
  /** By name, so that the order in which examples came changes nothing. */
  intents: string[];
  labelled: { text: string; label: number }[];
  examples: number;
  answers: number;
}

const AT_ONCE = 500;

/** Of a text that is in several of these datasets, the example that came last counts. */
export async function readMaterial(
  db: Kysely<Schema>,
  datasetIds: readonly string[],
): Promise<TrainingMaterial> {
  const byText = new Map<string, { text: string; intent: string | null; isAnswered: boolean }>();
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom('training_examples')
      .select(['position', 'text', 'text_key', 'intent', 'response'])
      .where('dataset_id', 'in', datasetIds)
      .where('position', '>', after)
      .orderBy('position')
      .limit(AT_ONCE)
      .execute();
    for (const { text, text_key, intent, response } of rows) {
      const before = byText.get(text_key);
      byText.set(text_key, {
        text,
        intent: intent ?? before?.intent ?? null,
        isAnswered: response !== null || before?.isAnswered === true,
      });
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.position;
    await nextTurn();
  }
  const texts = [...byText.values()];
  const intents = [...new Set(texts.flatMap(({ intent }) => intent ?? []))].sort();
  const labelOf = new Map(intents.map((intent, label) => [intent, label]));
  return {
    intents,
    labelled: texts.flatMap(({ text, intent }) => {
      return intent === null ? [] : [{ text, label: labelOf.get(intent) as number }];
    }),
    examples: texts.length,
    answers: texts.filter(({ isAnswered }) => isAnswered).length,
  };
}

/** @throws DomainError `invalid` that says what is missing */
export function refuseTooLittle({
  examples,
  intents,
  answers,
}: {
  examples: number;
  intents: readonly string[];
  answers: number;
}): void {
  const refuse = (message: string) => {
    throw new DomainError('invalid', message, { field: 'datasetId' });
  };
  if (examples === 0) {
    refuse(
      'There are no examples to train with: add some, each with a text and an intent, a response, or both',
    );
  }
  if (intents.length === 1) {
    refuse(
      `All examples have the intent “${intents[0]}”: telling intents apart needs examples of at least two of them`,
    );
  }
  if (intents.length === 0 && answers === 0) refuse('No example has an intent or a response');
}
