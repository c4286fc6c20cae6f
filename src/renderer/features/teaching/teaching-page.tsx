import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TabRow } from '../../ui/tab-row.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { Lessons } from './lessons.tsx';
import { OpenQuestions } from './open-questions.tsx';
import { Overview } from './overview.tsx';
import { Personalities } from './personalities.tsx';
import './teaching-page.css';

const VIEWS = {
  overview: Overview,
  lessons: Lessons,
  questions: OpenQuestions,
  personalities: Personalities,
} as const;
type View = keyof typeof VIEWS;
const NAMES = Object.keys(VIEWS) as View[];

/** How a character does, and what it is taught. */
export function TeachingPage() {
  const { t } = useTranslation();
  const { name, id } = useObservable(useCompanion().character);
  const [view, setView] = useState<View>('overview');
  const Shown = VIEWS[view];
  return (
    <>
      <h3>{t('teaching.title')}</h3>
      <TabRow<View>
        label={t('teaching.title')}
        tabs={NAMES.map((tab) => ({ name: tab, label: t(`teaching.tab.${tab}`) }))}
        chosen={view}
        controls="teaching-view"
        onChoose={setView}
      />
      <div
        id="teaching-view"
        className="teaching-view"
        role="tabpanel"
        aria-labelledby={`teaching-view-tab-${view}`}
      >
        <Shown key={id} characterId={id} name={name} />
      </div>
    </>
  );
}
