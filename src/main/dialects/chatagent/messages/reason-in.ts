import { chineseReason } from './chinese-reasons.ts';
import type { ChatagentFailure } from './failure-of.ts';
import type { Language } from './language.ts';

/** What was wrong, and what would be right. */
export function reasonIn({ reasons, message, details }: ChatagentFailure, language: Language): string {
  if (reasons !== undefined) return reasons[language];
  if (language === 'en') return message.replace(/^The requested character /, 'The requested bot ');
  return chineseReason(message, details.cause);
}
