/** What a GGUF file is for: writing, or turning texts into vectors. */
export type ModelKind = 'language' | 'embedding';
