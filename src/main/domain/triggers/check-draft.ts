import { DomainError } from '../domain-error.ts';
import { foldText } from './fold-text.ts';
import { TRIGGER_LIMITS, type TriggerDraft } from './trigger.ts';

/** @throws DomainError `invalid` */
export function checkDraft({ name, description = '', content }: TriggerDraft): void {
  const { nameCharacters, descriptionCharacters, contentCharacters } = TRIGGER_LIMITS;
  refuseLonger('name', name, nameCharacters);
  refuseLonger('description', description, descriptionCharacters);
  refuseLonger('content', content, contentCharacters);
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(foldText(name))) {
    const text = 'The name is the phrase that is looked for: it needs at least one letter, digit or emoji';
    throw new DomainError('invalid', text, { field: 'name' });
  }
  if (content.trim() === '') {
    throw new DomainError('invalid', 'The content is what the phrase means; write at least one character', {
      field: 'content',
    });
  }
}

function refuseLonger(field: string, text: string, limit: number): void {
  if (text.trim().length <= limit) return;
  throw new DomainError('invalid', `The ${field} is longer than ${limit} characters`, { field, limit });
}
