import { Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { changePreferences } from './preferences.ts';
import { useTheme } from './theme.ts';

/** Changes between light and dark. */
export function ThemeButton() {
  const { t } = useTranslation();
  const theme = useTheme();
  return (
    <IconButton
      icon={theme === 'dark' ? Sun : Moon}
      label={t(theme === 'dark' ? 'theme.toLight' : 'theme.toDark')}
      onClick={() => changePreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
    />
  );
}
