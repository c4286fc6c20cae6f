import type { Principal } from '../accounts/principal.ts';
import type { TrainingDatasets } from '../training/training-datasets.ts';

const DATASETS_MAX = 100;

/** Adds examples to the character's dataset of this name, or makes it; its next training learns from them. */
export async function teachExamples(
  datasets: Pick<TrainingDatasets, 'list' | 'create' | 'addExamples'>,
  principal: Principal,
  characterId: string,
  name: string,
  examples: readonly { text: string; response: string }[],
): Promise<void> {
  const { datasets: found } = await datasets.list(principal, characterId, { page: 1, limit: DATASETS_MAX });
  const known = found.find((dataset) => dataset.name === name);
  if (known === undefined) await datasets.create(principal, characterId, { name, examples });
  else await datasets.addExamples(principal, known.id, examples);
}
