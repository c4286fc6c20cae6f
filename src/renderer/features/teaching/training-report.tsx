import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingFigures } from '../../api/teaching-shapes.ts';

interface TrainingReportProps {
  figures: TrainingFigures;
  name: string;
}

/** What was learned, and how well that holds on examples that were held back. */
export function TrainingReport({ figures, name }: TrainingReportProps) {
  const { t, i18n } = useTranslation();
  const percent = (share: number) =>
    share.toLocaleString(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const { accuracy, majorityBaseline, heldOutExamples, answers, confusionMatrix } = figures;
  return (
    <>
      <p role="status">
        {t('teaching.training.done', { name, count: figures.examples })}{' '}
        {answers > 0 && t('teaching.training.answers', { count: answers })}
      </p>
      {accuracy !== null && (
        <p>
          {t('teaching.training.accuracy', {
            right: Math.round(accuracy * heldOutExamples),
            count: heldOutExamples,
            share: percent(accuracy),
          })}{' '}
          {majorityBaseline !== null && t('teaching.training.guess', { share: percent(majorityBaseline) })}
        </p>
      )}
      {confusionMatrix.labels.length > 1 && heldOutExamples > 0 && (
        <div className="confusion">
          <table>
            <caption>{t('teaching.training.confusion')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('teaching.training.was')}</th>
                {confusionMatrix.labels.map((label) => (
                  <th key={label} scope="col" title={label}>
                    <span>{label}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {confusionMatrix.matrix.map((row, at) => (
                <Row
                  key={confusionMatrix.labels[at]}
                  label={confusionMatrix.labels[at] ?? ''}
                  counts={row}
                  right={at}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Row({ label, counts, right }: { label: string; counts: readonly number[]; right: number }) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (
    <tr>
      <th scope="row" title={label}>
        {label}
      </th>
      {counts.map((count, at) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
          key={at}
          data-right={at === right}
          style={{ '--share': all === 0 ? 0 : count / all } as CSSProperties}
        >
          {count}
        </td>
      ))}
    </tr>
  );
}
