import type { CitationBody } from '../../../shared/citation.ts';
import { type ChatEntry, type ChatFailure, mergeStored } from './chat-entry.ts';

/** The entries of one conversation, and the rules by which frames and answers of the server change them. */
export class ConversationLog {
  #entries: readonly ChatEntry[];
  #keys = 0;

  constructor(entries: readonly ChatEntry[] = []) {
    this.#entries = entries;
  }

  get entries(): readonly ChatEntry[] {
    return this.#entries;
  }

  get streaming(): ChatEntry | undefined {
    return this.#entries.findLast((entry) => entry.state === 'streaming');
  }

  /** Shows a message before the server has it. @returns its key. */
  addDraft(text: string): string {
    const key = `draft-${++this.#keys}`;
    this.#entries = [
      ...this.#entries.filter((entry) => !isEmptyFailure(entry)),
      { key, id: null, role: 'user', text, state: 'sending' },
    ];
    return key;
  }

  /** The server stored the message of this key. @returns false where that was known. */
  confirm(key: string, id: string): boolean {
    const draft = this.#entries.find((entry) => entry.key === key);
    if (draft === undefined || draft.id !== null || this.#has(id)) return false;
    this.#change(key, { id, state: 'complete' });
    return true;
  }

  /** A message of the user was stored: one of this page, or of another client. @returns false where that was known. */
  receive(id: string, text: string): boolean {
    if (this.#has(id)) return false;
    const draft = this.#entries.find(
      (entry) => entry.id === null && entry.role === 'user' && entry.text === text,
    );
    if (draft !== undefined) this.#change(draft.key, { id, state: 'complete' });
    else this.#entries = [...this.#entries, { key: id, id, role: 'user', text, state: 'complete' }];
    return true;
  }

  fail(key: string, failure: ChatFailure): void {
    const entry = this.#entries.find((other) => other.key === key);
    // Its frame may have come although the request's answer did not.
    if (entry?.id === null) this.#change(key, { state: 'failed', failure });
  }

  resend(key: string): void {
    this.#entries = this.#entries.map((entry) =>
      entry.key === key ? withoutFailure(entry, 'sending') : entry,
    );
  }

  append(id: string, text: string): void {
    const entry = this.#answer(id);
    if (entry === undefined) {
      if (text === '') return;
      this.#entries = [...this.#entries, { key: id, id, role: 'assistant', text, state: 'streaming' }];
    } else if (entry.state === 'streaming') this.#change(entry.key, { text: entry.text + text });
  }

  /** The answer's final text; an answer without a word goes. */
  end(
    id: string,
    text: string,
    state: 'complete' | 'interrupted',
    citations: readonly CitationBody[] = [],
  ): void {
    const entry = this.#answer(id);
    if (text === '') this.#entries = this.#entries.filter((other) => other.id !== id);
    else if (entry === undefined) {
      this.#entries = [...this.#entries, { key: id, id, role: 'assistant', text, state, citations }];
    } else this.#change(entry.key, { text, state, citations });
  }

  /** The answer broke; what had been written of it stays. */
  endFailed(id: string, failure: ChatFailure): void {
    const entry = this.#answer(id);
    if (entry !== undefined) this.#change(entry.key, { state: 'failed', failure });
    else
      this.#entries = [
        ...this.#entries,
        { key: id, id, role: 'assistant', text: '', state: 'failed', failure },
      ];
  }

  merge(stored: readonly ChatEntry[]): void {
    this.#entries = mergeStored(this.#entries, stored);
  }

  lastUserText(): string | null {
    return this.#entries.findLast((entry) => entry.role === 'user')?.text ?? null;
  }

  #has(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }

  #answer(id: string): ChatEntry | undefined {
    return this.#entries.find((entry) => entry.id === id && entry.role === 'assistant');
  }

  #change(key: string, changes: Partial<ChatEntry>): void {
    this.#entries = this.#entries.map((entry) => (entry.key === key ? { ...entry, ...changes } : entry));
  }
}

function isEmptyFailure(entry: ChatEntry): boolean {
  return entry.role === 'assistant' && entry.state === 'failed' && entry.text === '';
}

function withoutFailure({ failure: _, ...entry }: ChatEntry, state: ChatEntry['state']): ChatEntry {
  return { ...entry, state };
}
