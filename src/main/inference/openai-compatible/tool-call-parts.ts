import { randomUUID } from 'node:crypto';
import type { ToolCall } from '../llm.ts';

/** A part of a call as servers stream them: the first part of each has its name, the arguments come in pieces. */
export interface ToolCallPart {
  index: number;
  id?: string;
  name?: string;
  arguments?: string;
}

/** Puts the parts of calls together. */
export class ToolCallParts {
  readonly #calls = new Map<number, ToolCall>();

  add(part: ToolCallPart): void {
    const call = this.#calls.get(part.index) ?? {
      id: part.id ?? `call_${randomUUID()}`,
      name: '',
      arguments: '',
    };
    this.#calls.set(part.index, {
      ...call,
      name: call.name + (part.name ?? ''),
      arguments: call.arguments + (part.arguments ?? ''),
    });
  }

  calls(): ToolCall[] {
    return [...this.#calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
  }
}
