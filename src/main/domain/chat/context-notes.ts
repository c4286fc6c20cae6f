import { z } from 'zod';
import type { PromptContributor } from './prompt-addition.ts';

/** What of a conversation's context is about the user, and short enough to be told to a model. */
const aboutUser = z.object({
  user_name: z.string().trim().min(1).max(100).optional().catch(undefined),
  user_preferences: z
    .object({
      name: z.string().trim().min(1).max(100).optional().catch(undefined),
      language: z.string().min(2).max(35).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/**
 * Tells the model what a program said in the conversation's context about its user: the name and the language. The
 * rest of a context is the program's own, and nothing of it is taken for an instruction.
 */
export const contextNotes: PromptContributor = async ({ conversation }) => {
  const notes = notesOf(conversation.context);
  return notes.length === 0 ? null : { notes };
};

function notesOf(context: Record<string, unknown> | null): string[] {
  const known = aboutUser.safeParse(context ?? {}).data ?? {};
  const name = onOneLine(known.user_name ?? known.user_preferences?.name);
  const language = languageName(known.user_preferences?.language);
  return [
    ...(name === undefined ? [] : [`The user's name is ${name}.`]),
    ...(language === undefined ? [] : [`The user would like to be answered in ${language}.`]),
  ];
}

function onOneLine(text: string | undefined): string | undefined {
  return text?.replace(/[\s<>[\]]+/g, ' ').trim() || undefined;
}

/** @param tag BCP 47, e.g. `zh` or `pt-BR` @returns undefined where there is no such language */
function languageName(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : LANGUAGES.of(tag);
  } catch {
    return undefined;
  }
}
