import { MessageCircle, Moon, Settings, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { changePreferences, preferencesStore } from '../../ui/preferences.ts';
import { useTheme } from '../../ui/theme.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { PhasePill } from './phase-pill.tsx';
import { SoundControls } from './sound-controls.tsx';
import './top-bar.css';

/** Over the character: its name, what it does, and the switches. */
export function TopBar() {
  const { t } = useTranslation();
  const { character, settingsPage } = useCompanion();
  const { name } = useObservable(character);
  const { chatOpen } = useObservable(preferencesStore);
  const theme = useTheme();
  return (
    <header className="top-bar">
      <div className="top-bar-name">
        <h1>{name}</h1>
        <PhasePill />
      </div>
      <div className="top-bar-tools">
        <SoundControls />
        <IconButton
          icon={theme === 'dark' ? Sun : Moon}
          label={t(theme === 'dark' ? 'theme.toLight' : 'theme.toDark')}
          onClick={() => changePreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
        />
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
