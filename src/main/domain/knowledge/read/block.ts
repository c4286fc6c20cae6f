/** What a document is made of, in its order. */
export interface Block {
  kind: 'heading' | 'paragraph' | 'list' | 'code' | 'table';
  text: string;
  /** Of a heading: from 1, the highest. */
  level?: number;
  page: number | null;
}
