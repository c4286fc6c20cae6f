import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { PromptContributor } from '../chat/prompt-addition.ts';
import type { Example } from '../grounding/background.ts';
import { keyOf } from './check-example.ts';
import type { ExampleIndex } from './example-index.ts';
import type { IntentRecogniser } from './intent-recogniser.ts';
import { type RecognisedIntent, UNKNOWN_INTENT } from './learn/intent-classifier.ts';

const LOOKED_AT_MAX = 8;
const SHOWN_MAX = 3;
/** As near must an example be to be of any use. */
const NEAR = 0.45;
/** As near, it is the same in other words. */
const SAME = 0.8;
/** As near, it is the same where it has the intent of the message too. */
const SAME_WITH_INTENT = 0.3;

/** An example that was found, with how near it is. */
export interface FoundExample {
  text: string;
  response: string;
  intent: string | null;
  /** 0 to 1. */
  score: number;
}

/**
 * Which examples are shown, the most useful first. The first one may be meant: then what it says is the answer.
 *
 * @param found the nearest first
 */
export function chooseExamples(
  said: string,
  found: readonly FoundExample[],
  intent: RecognisedIntent | null,
): Example[] {
  const key = keyOf(said);
  const isOfIntent = (example: FoundExample) =>
    intent !== null && intent.name !== UNKNOWN_INTENT && example.intent === intent.name;
  const meant =
    found.find(({ text }) => keyOf(text) === key) ??
    found.find((example) => isOfIntent(example) && example.score >= SAME_WITH_INTENT) ??
    // What the classifier takes for something else is not the same, however many words it shares.
    found.find(({ score, intent: own }) => score >= SAME && (own === null || intent === null));
  const others = found.filter((example) => example !== meant && example.score >= NEAR);
  return [...(meant === undefined ? [] : [meant]), ...others].slice(0, SHOWN_MAX).map((example) => ({
    user: example.text,
    assistant: example.response,
    ...(example === meant && { isMeant: true }),
  }));
}

/** Puts the nearest of a character's examples before the message that is to be answered. */
export function taughtAnswers({
  db,
  index,
  recogniser,
}: {
  db: Kysely<Schema>;
  index: Pick<ExampleIndex, 'search'>;
  recogniser: Pick<IntentRecogniser, 'modelOf' | 'recognise'>;
}): PromptContributor {
  return async ({ character, question }, signal) => {
    const model = await recogniser.modelOf(character.id);
    if (model === null || model.datasetIds.length === 0) return null;
    const [hits, intent] = await Promise.all([
      index.search(model.datasetIds, question.content, LOOKED_AT_MAX, signal),
      recogniser.recognise(character.id, question.content).catch(() => null),
    ]);
    if (hits.length === 0) return null;
    const rows = await db
      .selectFrom('training_examples')
      .select(['position', 'text', 'response', 'intent'])
      .where(
        'position',
        'in',
        hits.map(({ id }) => id),
      )
      .execute();
    const found = hits.flatMap(({ id, score }) => {
      const row = rows.find(({ position }) => position === id);
      return row === undefined || row.response === null ? [] : [{ ...row, response: row.response, score }];
    });
    const examples = chooseExamples(question.content, found, intent);
    return examples.length === 0 ? null : { examples };
  };
}
