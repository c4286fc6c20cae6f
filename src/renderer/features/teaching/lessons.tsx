import { Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useCompanion } from '../app/companion-context.ts';
import { ExampleForm } from './example-form.tsx';
import { Training } from './training.tsx';
import { useAttempt } from './use-attempt.ts';
import type { ViewProps } from './view-props.ts';

/** Examples of what people say and what should be answered, and what was learned from them. */
export function Lessons({ characterId, name }: ViewProps) {
  const { t } = useTranslation();
  const { teaching } = useCompanion().api;
  const [pages, setPages] = useState(1);
  const load = useCallback(async () => {
    const first = await teaching.lessons(characterId, 1);
    const examples = [...(first?.examples ?? [])];
    for (let page = 2; page <= Math.min(pages, first?.pagination.pages ?? 1); page++) {
      examples.push(...((await teaching.lessons(characterId, page))?.examples ?? []));
    }
    return { dataset: first, examples };
  }, [teaching, characterId, pages]);
  const { value, problem, reload } = useLoaded(load);
  const { refusal, attempt } = useAttempt();
  const datasetId = value?.dataset?.id ?? null;
  const count = value?.dataset?.exampleCount ?? 0;
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    const worked = await attempt(work);
    await reload();
    return worked;
  };
  return (
    <>
      <p className="settings-intro">{t('teaching.lessons.intro', { name })}</p>
      {(refusal ?? problem) !== null && (
        <p className="field-problem" role="alert">
          {refusal ?? problem}
        </p>
      )}
      <ExampleForm
        name={name}
        intents={value?.dataset?.intents.map((intent) => intent.name) ?? []}
        onAdd={(examples) =>
          change(() => teaching.addExamples(characterId, datasetId, t('teaching.lessons.dataset'), examples))
        }
      />
      {value !== null && datasetId !== null && count > 0 && (
        <Training characterId={characterId} name={name} datasetId={datasetId} count={count} />
      )}
      {value !== null && count === 0 && <p className="teaching-none">{t('teaching.lessons.none')}</p>}
      {count > 0 && <h4>{t('teaching.lessons.count', { count })}</h4>}
      <ul className="teaching-list">
        {value?.examples.map(({ id, text, response, intent }) => (
          <li key={id} className="teaching-item">
            <div>
              <strong>{text}</strong>
              {response !== null && <span>{response}</span>}
              {intent !== null && <small className="teaching-intent">{intent}</small>}
            </div>
            <Button
              look="plain"
              aria-label={t('teaching.lessons.remove', { what: text })}
              title={t('teaching.lessons.remove', { what: text })}
              onClick={() => void change(() => teaching.removeExample(datasetId ?? '', id))}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {value !== null && value.examples.length < count && (
        <Button onClick={() => setPages(pages + 1)}>{t('teaching.more')}</Button>
      )}
    </>
  );
}
