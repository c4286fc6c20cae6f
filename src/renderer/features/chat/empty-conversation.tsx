import { Heart, HelpCircle, Laugh, Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';
import './empty-conversation.css';

const SUGGESTIONS = [
  ['hello', Sparkles],
  ['joke', Laugh],
  ['sad', Heart],
  ['what', HelpCircle],
] as const;

/** An invitation: a greeting and some first messages. */
export function EmptyConversation() {
  const { t } = useTranslation();
  const { session, character, introduction, welcome } = useTalk();
  const { name } = useObservable(character);
  return (
    <div className="empty">
      <div className="empty-greeting">
        <h3>{t('empty.title', { name })}</h3>
        {introduction !== null && <p className="empty-introduction">{introduction}</p>}
        <p>{t(welcome)}</p>
      </div>
      <ul>
        {SUGGESTIONS.map(([key, Icon]) => (
          <li key={key}>
            <button type="button" className="suggestion" onClick={() => void session.send(t(`empty.${key}`))}>
              <Icon aria-hidden="true" />
              {t(`empty.${key}`)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
