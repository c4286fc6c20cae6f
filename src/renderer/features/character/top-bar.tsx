import { MessageCircle, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { changePreferences, preferencesStore } from '../../ui/preferences.ts';
import { ThemeButton } from '../../ui/theme-button.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { PhasePill } from './phase-pill.tsx';
import { SoundControls } from './sound-controls.tsx';
import './top-bar.css';

/** Over the character: its name, what it does, and the switches. */
export function TopBar() {
  const { t } = useTranslation();
  const { character, models, settingsPage } = useCompanion();
  const { name } = useObservable(character);
  const { chatOpen } = useObservable(preferencesStore);
  const { status } = useObservable(models.state);
  return (
    <header className="top-bar">
      <div className="top-bar-name">
        <h1>{name}</h1>
        <PhasePill resting={status?.model.state ?? 'ready'} />
      </div>
      <div className="top-bar-tools">
        <SoundControls />
        <ThemeButton />
        <IconButton icon={Settings} label={t('settings.title')} onClick={() => settingsPage.set('models')} />
        {!chatOpen && (
          <IconButton
            icon={MessageCircle}
            label={t('chat.show')}
            className="top-bar-chat"
            onClick={() => changePreferences({ chatOpen: true })}
          />
        )}
      </div>
    </header>
  );
}
