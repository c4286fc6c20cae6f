import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { describeFailure, type Failure } from '../../../http/describe-failure.ts';
import { issueReason } from './issue-reason.ts';
import type { Language } from './language.ts';

/** A failure in this dialect's words for things. */
export interface ChatagentFailure extends Failure {
  /** Where it has words of its own in each language. */
  reasons?: Record<Language, string>;
}

/** What this platform calls what is called otherwise elsewhere. */
const FIELDS: Readonly<Record<string, string>> = { size: 'chunk_size', overlap: 'chunk_overlap' };
const NAMES: Readonly<Record<string, string>> = {
  character_id: 'bot_id',
  knowledge_base_id: 'base_id',
  reason: 'cause',
};

export function failureOf(error: unknown): ChatagentFailure {
  const failure = describeFailure(error);
  const details = Object.fromEntries(
    Object.entries(failure.details).map(([name, value]) => [NAMES[name] ?? name, worded(name, value)]),
  );
  return { ...failure, details, ...reasonsOf(error) };
}

function worded(name: string, value: unknown): unknown {
  if (name === 'resource') return value === 'character' ? 'bot' : value;
  if (name !== 'field' || typeof value !== 'string') return value;
  return FIELDS[value] ?? value.replace(/^filter(?=\.|$)/, 'filters');
}

function reasonsOf(error: unknown): Pick<ChatagentFailure, 'reasons' | 'message'> | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  const [first] = error.validation;
  if (first === undefined) return null;
  const { keyword, params } = first;
  const message = first.message ?? '';
  const issue = { keyword, params: params as Record<string, unknown>, message };
  const zh = issueReason(issue, 'zh');
  const en = issueReason(issue, 'en');
  return { message, ...(zh === null || en === null ? {} : { reasons: { zh, en } }) };
}
