import { promptFront } from '../../src/main/domain/grounding/prompt-front.ts';
import { quotedAnswer } from '../../src/main/domain/grounding/quoted-answer.ts';
import { bestSentence } from '../../src/main/domain/knowledge/quote/best-sentence.ts';
import type { Answered } from './measures.ts';
import type { TestPassage, TestQuestion } from './test-set.ts';

export interface Quoting {
  /** For how many questions the best sentence of a passage that answers is the one that does. */
  bestIsRight: number;
  /** How many of the quotes that are given hold the answer; one for an unanswerable question is wrong. */
  rightWhenQuoted: number;
  /** How many of the answerable questions are answered by such a quote. */
  answered: number;
  /** How many of the unanswerable ones get none. */
  silent: number;
}

const PASSAGES_SHOWN = 5;

/** What the model that ships makes of the passages: the best sentence, or nothing. */
export function quotingOf(
  all: readonly Answered[],
  passages: readonly TestPassage[],
  threshold: number,
): Quoting {
  const answerable = all.filter(({ question }) => question.kind !== 'none');
  const quotes = all.map(({ question, ranking }) => ({
    question,
    quote: quoteFor(
      question,
      ranking.filter(({ score }) => score >= threshold).slice(0, PASSAGES_SHOWN),
      passages,
    ),
  }));
  const given = quotes.filter(({ quote }) => quote !== null);
  const right = given.filter(({ question, quote }) => holdsAnswer(question, quote));
  const unanswerable = quotes.filter(({ question }) => question.kind === 'none');
  const best = answerable.filter(({ question }) => holdsAnswer(question, bestOfRight(question, passages)));
  return {
    bestIsRight: best.length / answerable.length,
    rightWhenQuoted: right.length / Math.max(1, given.length),
    answered: right.length / answerable.length,
    silent: unanswerable.filter(({ quote }) => quote === null).length / Math.max(1, unanswerable.length),
  };
}

function quoteFor(
  { text }: TestQuestion,
  found: Answered['ranking'],
  passages: readonly TestPassage[],
): string | null {
  const shown = found.map(({ at }) => ({
    documentId: passages[at]?.document ?? '',
    knowledgeBaseId: 'bench',
    position: at,
    filename: 'bench.md',
    page: null,
    content: passages[at]?.content ?? '',
  }));
  const content = `${promptFront({ examples: [], notes: [], passages: shown })}${text}`;
  return quotedAnswer([{ role: 'user', content }]);
}

function bestOfRight(question: TestQuestion, passages: readonly TestPassage[]): string | null {
  const at = [...question.grades].find(([, grade]) => grade === 2)?.[0] ?? -1;
  return bestSentence(question.text, passages[at]?.content ?? '')?.sentence ?? null;
}

function holdsAnswer({ answers }: TestQuestion, text: string | null): boolean {
  return text !== null && answers.some((answer) => text.includes(answer));
}
