/**
 * Why a document cannot be read:
 * - `empty`, `damaged`, `encrypted`, `unsupported_type`: the file is so.
 * - `no_text`: it holds pictures of text at most.
 * - `too_large`: it, or what it unpacks to, is more than is read.
 * - `timed_out`: it took longer than it may.
 */
export type UnreadableCode =
  | 'empty'
  | 'damaged'
  | 'encrypted'
  | 'unsupported_type'
  | 'no_text'
  | 'too_large'
  | 'timed_out';

/** A document that cannot be read; the message says to a person why, and what would help. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, message: string) {
    super(message);
    this.code = code;
  }
}
