import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { CharacterForm } from './character-form.tsx';
import { CharacterSharing } from './character-sharing.tsx';
import { CharacterSwitcher } from './character-switcher.tsx';
import { LookPicker } from './look-picker.tsx';

/** Whom one talks to, and that character's looks, name, personality and voice. */
export function CharacterPage() {
  const { t } = useTranslation();
  const { character } = useCompanion();
  const { id } = useObservable(character);
  return (
    <>
      <h3>{t('characterPage.title')}</h3>
      <CharacterSwitcher />
      <LookPicker />
      <CharacterForm key={id} />
      <CharacterSharing key={`sharing-${id}`} />
    </>
  );
}
