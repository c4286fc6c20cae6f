import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearningItem } from '../../api/teaching-shapes.ts';
import { Button } from '../../ui/button.tsx';

interface OpenQuestionProps {
  item: LearningItem;
  name: string;
  onAnswer(answer: string): Promise<void>;
  onLeave(): Promise<void>;
}

/** One thing that people asked, with the answer that could be given. */
export function OpenQuestion({ item, name, onAnswer, onLeave }: OpenQuestionProps) {
  const { t } = useTranslation();
  const { question, examples, occurrences, proposedAnswer, source } = item;
  const [answer, setAnswer] = useState(proposedAnswer ?? '');
  const title = useId();
  const others = examples.filter((example) => example !== question).slice(0, 3);
  return (
    <li className="open-question" aria-labelledby={title}>
      <strong id={title}>{question}</strong>
      <small>
        {[
          t(`teaching.questions.source.${source}`),
          t('teaching.questions.times', { count: occurrences }),
          ...others.map((example) => `“${example}”`),
        ].join(' · ')}
      </small>
      <label className="field">
        <span>{t('teaching.lessons.answer', { name })}</span>
        <textarea
          value={answer}
          rows={2}
          maxLength={4_000}
          onChange={(event) => setAnswer(event.target.value)}
        />
        <span className="field-note">
          {t(proposedAnswer === null ? 'teaching.questions.unknown' : 'teaching.questions.proposed')}
        </span>
      </label>
      <div className="row">
        <Button look="primary" disabled={answer.trim() === ''} onClick={() => void onAnswer(answer.trim())}>
          {t('teaching.questions.approve')}
        </Button>
        <Button look="plain" onClick={() => void onLeave()}>
          {t('teaching.questions.reject')}
        </Button>
      </div>
    </li>
  );
}
