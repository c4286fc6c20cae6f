import { BrainCircuit, Sparkles, WifiOff, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './chat-banners.css';

const HINT_AFTER_ANSWERS = 4;

/** What stands between the person and a good answer: no connection, no model; and the one hint at a bigger one. */
export function ChatBanners() {
  const { t } = useTranslation();
  const { session, models, settingsPage, character } = useCompanion();
  const { connection, answers } = useObservable(session.state);
  const { status, settings } = useObservable(models.state);
  const { name } = useObservable(character);
  if (connection === 'lost') {
    return (
      <div className="banner banner-note" role="status">
        <WifiOff aria-hidden="true" />
        <p>{t('banner.lost')}</p>
      </div>
    );
  }
  if (status?.model.state === 'failed') {
    return (
      <div className="banner banner-bad" role="alert">
        <BrainCircuit aria-hidden="true" />
        <div>
          <p>
            <strong>{t('banner.noModel', { name })}</strong>
          </p>
          <p>{status.model.error?.message}</p>
          <Button onClick={() => settingsPage.set('models')}>{t('models.open')}</Button>
        </div>
      </div>
    );
  }
  const hint =
    status?.model.starter && settings?.bigger_model_hint_seen === false && answers >= HINT_AFTER_ANSWERS;
  if (!hint) return null;
  return (
    <div className="banner banner-hint" role="status">
      <Sparkles aria-hidden="true" />
      <div>
        <p>{t('hint.text', { name })}</p>
        <Button
          onClick={() => {
            void models.hintSeen();
            settingsPage.set('models');
          }}
        >
          {t('hint.show')}
        </Button>
      </div>
      <IconButton icon={X} label={t('dismiss')} onClick={() => void models.hintSeen()} />
    </div>
  );
}
