import { DomainError } from '../domain-error.ts';

export const MESSAGE_CHARACTERS_MAX = 32_000;

/** @throws DomainError `invalid` for an empty message, `too_large` */
export function checkContent(content: string, charactersMax = MESSAGE_CHARACTERS_MAX): void {
  if (content.trim() === '') {
    throw new DomainError('invalid', 'The message is empty; write at least one character', {
      field: 'content',
    });
  }
  if (content.length > charactersMax) {
    throw new DomainError('too_large', `The message is longer than ${charactersMax} characters`, {
      field: 'content',
      limit: charactersMax,
    });
  }
}
