import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview as Figures } from '../../api/teaching-shapes.ts';
import { type Bar, BarChart } from '../../ui/bar-chart.tsx';
import { TabRow } from '../../ui/tab-row.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useCompanion } from '../app/companion-context.ts';
import type { ViewProps } from './view-props.ts';
import './overview.css';

const SPANS = ['7', '30', '90'] as const;
type Span = (typeof SPANS)[number];
const RATING_MAX = 5;
const INTENTS_SHOWN = 8;

/** What was said to a character lately, how it was liked, and what people wanted. */
export function Overview({ characterId, name }: ViewProps) {
  const { t } = useTranslation();
  const { growth } = useCompanion().api;
  const [span, setSpan] = useState<Span>('30');
  const load = useCallback(() => growth.overview(characterId, Number(span)), [growth, characterId, span]);
  const { value, problem } = useLoaded(load);
  return (
    <>
      <TabRow<Span>
        label={t('teaching.overview.span')}
        tabs={SPANS.map((days) => ({
          name: days,
          label: t('teaching.overview.days', { count: Number(days) }),
        }))}
        chosen={span}
        controls="teaching-figures"
        onChoose={setSpan}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div id="teaching-figures" className="figures">
        {value !== null &&
          (value.messages.total === 0 ? (
            <p>{t('teaching.overview.none', { name })}</p>
          ) : (
            <Charts {...value} />
          ))}
      </div>
    </>
  );
}

function Charts({ messages, ratings, intents, times, insights }: Figures) {
  const { t, i18n } = useTranslation();
  const number = (value: number, digits = 0) =>
    value.toLocaleString(i18n.language, { maximumFractionDigits: digits });
  const day = (start: string) =>
    new Date(`${start.slice(0, 10)}T12:00`).toLocaleDateString(i18n.language, {
      day: 'numeric',
      month: 'short',
    });
  const days = messages.series.map(({ start }) => day(start));
  const ends: [string, string] = [days.at(0) ?? '', days.at(-1) ?? ''];
  const said = messages.series.map(
    ({ start, messages: value }): Bar => ({ label: day(start), value, text: number(value) }),
  );
  const liked = ratings.series.map(
    ({ start, averageRating: value }): Bar => ({
      label: day(start),
      value,
      text: value === null ? t('teaching.overview.notRated') : number(value, 1),
    }),
  );
  const seconds = (ms: number) => t('teaching.overview.seconds', { value: number(ms / 1000, 1) });
  return (
    <>
      <dl className="totals">
        <Total label={t('teaching.overview.messages')} value={number(messages.total)} />
        <Total label={t('teaching.overview.people')} value={number(messages.uniqueUsers)} />
        <Total label={t('teaching.overview.conversations')} value={number(messages.totalSessions)} />
        {ratings.averageRating !== null && (
          <Total label={t('teaching.overview.rating')} value={number(ratings.averageRating, 1)} />
        )}
        {times.medianMs !== null && (
          <Total label={t('teaching.overview.time')} value={seconds(times.medianMs)} />
        )}
      </dl>
      <BarChart caption={t('teaching.overview.perDay')} bars={said} ends={ends} />
      {ratings.ratings > 0 && (
        <BarChart caption={t('teaching.overview.liked')} bars={liked} max={RATING_MAX} ends={ends} />
      )}
      {intents.intents.length > 0 && (
        <section>
          <h4>{t('teaching.overview.intents')}</h4>
          <ul className="shares">
            {intents.intents.slice(0, INTENTS_SHOWN).map((intent) => (
              <li key={intent.name}>
                <span>{intent.name}</span>
                <meter value={intent.share} max={1} aria-label={intent.name} />
                <span>{number(intent.messages)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {insights.length > 0 && (
        <section>
          <h4>{t('teaching.overview.insights')}</h4>
          <ul className="insights">
            {insights.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Total({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
