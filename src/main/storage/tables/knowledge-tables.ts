import type { Generated } from 'kysely';

export interface KnowledgeBasesTable {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  created_at_ms: number;
  updated_at_ms: number;
  /** How long its passages are at most, and by how much they overlap; null where Tomo decides. */
  passage_characters: number | null;
  overlap_characters: number | null;
  metadata_json: Generated<string>;
  /** What its maker asked for that changes nothing here. */
  said_json: Generated<string>;
}

export interface DocumentsTable {
  id: string;
  knowledge_base_id: string;
  filename: string;
  /** What it turned out to be; null until it was read. */
  media_type: string | null;
  title: string | null;
  byte_count: number;
  /** SHA-256 of the file, in hexadecimal. */
  content_hash: string;
  page_count: number | null;
  metadata_json: string;
  warnings_json: string;
  status: 'processing' | 'ready' | 'failed';
  error_code: string | null;
  error_message: string | null;
  /** Null until it was read and all its passages are stored. */
  passage_count: number | null;
  /** The first so many of its passages can be found. */
  indexed_count: number;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface PassagesTable {
  /** Also its id in the search index. */
  id: Generated<number>;
  document_id: string;
  /** From 0 within its document. */
  position: number;
  content: string;
  /** The headings above it, as in `Repairs › Brakes`. */
  heading: string | null;
  /** From 1; also the number of a slide or a sheet. */
  page: number | null;
  /** Where it stands in the document's whole text, in characters. */
  start_char: number;
  end_char: number;
  token_count: number;
}

/** A text that was written straight into its base; its document is in `documents`. */
export interface KnowledgeItemsTable {
  document_id: string;
  title: string;
  content: string;
  tags_json: string;
  source: string | null;
  metadata_json: string;
}
