import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PassageBody } from '../../api/knowledge-api.ts';
import { Button } from '../../ui/button.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useCompanion } from '../app/companion-context.ts';
import type { ReadingPlace } from './library.ts';

/** How many passages are shown before and after the one that is wanted, and with each further step. */
const AROUND = 8;

/** A document as it was read, opened at the place that somebody wants to see. */
export function DocumentReader({ place }: { place: ReadingPlace }) {
  const { t } = useTranslation();
  const { api, library } = useCompanion();
  const { baseId, documentId, position, filename } = place;
  const [from, setFrom] = useState(Math.max(0, position - AROUND));
  const [count, setCount] = useState(AROUND * 2 + 1);
  const load = useCallback(
    () => api.knowledge.passages(baseId, documentId, from, Math.min(100, count)),
    [api, baseId, documentId, from, count],
  );
  const { value, problem } = useLoaded(load);
  const wanted = useRef<HTMLElement>(null);
  const loaded = value !== null;
  useEffect(() => {
    if (loaded) wanted.current?.scrollIntoView({ block: 'center' });
  }, [loaded]);
  const end = from + (value?.passages.length ?? 0);
  return (
    <article className="reader">
      <div className="row">
        <Button look="plain" onClick={() => library.read(null)}>
          <ArrowLeft aria-hidden="true" />
          {t('documents.back')}
        </Button>
      </div>
      <h3>{filename}</h3>
      {problem !== null && <p className="field-problem">{problem}</p>}
      {from > 0 && (
        <Button
          onClick={() => {
            setCount(count + Math.min(from, AROUND));
            setFrom(Math.max(0, from - AROUND));
          }}
        >
          {t('documents.earlier')}
        </Button>
      )}
      {value?.passages.map((passage, at) => {
        const before = value.passages[at - 1];
        return (
          <section key={passage.position} ref={passage.position === position ? wanted : null}>
            {passage.page !== null && passage.page !== before?.page && (
              <small className="reader-page">{t('documents.page', { page: passage.page })}</small>
            )}
            {passage.heading !== null && passage.heading !== before?.heading && <h4>{passage.heading}</h4>}
            <p data-wanted={passage.position === position}>{shown(value.passages, at, position)}</p>
          </section>
        );
      })}
      {value !== null && end < value.total && (
        <Button onClick={() => setCount(count + AROUND)}>{t('documents.later')}</Button>
      )}
    </article>
  );
}

/** What two passages share is shown once: with the wanted one where it is that, else with the first. */
function shown(passages: readonly PassageBody[], at: number, wanted: number): string {
  const passage = passages[at];
  if (passage === undefined) return '';
  const isWanted = (other: PassageBody | undefined) => other?.position === wanted;
  const before = passages[at - 1];
  const after = passages[at + 1];
  const from = isWanted(passage) ? passage.start : Math.max(passage.start, before?.end ?? 0);
  const to = isWanted(after) ? Math.min(passage.end, after?.start ?? passage.end) : passage.end;
  return passage.content.slice(from - passage.start, Math.max(from, to) - passage.start).trim();
}
