import type { LanguageModel } from '../../inference/llm.ts';

/** A model that is lent out: it is not freed before it was given back. */
export interface ModelLoan {
  model: LanguageModel;
  giveBack(): Promise<void>;
}

/** Lends to `work`, until that has ended. */
export async function withLoan<T>(
  borrow: () => Promise<ModelLoan>,
  work: (model: LanguageModel) => Promise<T>,
): Promise<T> {
  const { model, giveBack } = await borrow();
  try {
    return await work(model);
  } finally {
    await giveBack();
  }
}

/** The same for work that gives something on the way. */
export async function* streamWithLoan<T>(
  borrow: () => Promise<ModelLoan>,
  work: (model: LanguageModel) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const { model, giveBack } = await borrow();
  try {
    yield* work(model);
  } finally {
    await giveBack();
  }
}
