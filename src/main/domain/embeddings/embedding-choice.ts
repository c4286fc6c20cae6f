/**
 * What turns texts into vectors, as the owner chose it; a key in it is sealed where it is stored. A prefix that is left
 * out is the one that the model is known to want.
 */
export type EmbeddingChoice =
  | { provider: 'lexical' }
  | ({ provider: 'file'; id: string } & ChosenPrefixes)
  | ({ provider: 'onnx'; id: string } & ChosenPrefixes)
  | ({
      provider: 'openai';
      base_url: string;
      model: string;
      api_key?: string | undefined;
    } & ChosenPrefixes);

interface ChosenPrefixes {
  query_prefix?: string | undefined;
  passage_prefix?: string | undefined;
}

export type RemoteChoice = Extract<EmbeddingChoice, { provider: 'openai' }>;

/** Two choices with the same key are of one model, whatever stands before its texts. */
export function keyOfChoice(choice: EmbeddingChoice): string {
  if (choice.provider === 'lexical') return choice.provider;
  const { query_prefix: _query, passage_prefix: _passage, ...model } = choice;
  return JSON.stringify(model, Object.keys(model).sort());
}

/** What the model of a choice is called in the API. */
export function nameOfChoice(choice: Exclude<EmbeddingChoice, { provider: 'lexical' }>): string {
  return choice.provider === 'openai' ? choice.model : choice.id;
}
