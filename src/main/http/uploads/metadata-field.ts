import { DomainError } from '../../domain/domain-error.ts';
import type { DocumentMetadata } from '../../domain/knowledge/documents/document.ts';

const CHARS_MAX = 16 * 1024;
const DEEPEST = 20;

/**
 * What a form's field `metadata` says.
 *
 * @param value undefined where there is no such field
 * @throws DomainError `invalid` unless it is a JSON object of a sensible size
 */
export function readMetadataField(value: string | undefined): DocumentMetadata {
  if (value === undefined || value.trim() === '') return {};
  if (value.length > CHARS_MAX) throw invalid(`must be at most ${CHARS_MAX} characters long`);
  let read: unknown;
  try {
    read = JSON.parse(value);
  } catch {
    throw invalid('is not valid JSON');
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw invalid('must be a JSON object, such as {"author":"Kim"}');
  }
  check(read, 0);
  return read as DocumentMetadata;
}

function check(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) throw invalid(`is nested deeper than ${DEEPEST} levels`);
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor')
      throw invalid(`has the key '${key}', which is not taken`);
    check(inner, depth + 1);
  }
}

function invalid(problem: string): DomainError {
  return new DomainError('invalid', `'metadata' ${problem}`, { field: 'metadata' });
}
