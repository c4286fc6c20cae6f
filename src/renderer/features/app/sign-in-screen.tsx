import { KeyRound } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Entrance } from './entrance-screens.tsx';

interface SignInScreenProps {
  refusal: 'refused' | 'slow' | null;
  onKey(key: string): void;
}

/** Asks for the owner's key. */
export function SignInScreen({ refusal, onKey }: SignInScreenProps) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') onKey(key.trim());
  };
  return (
    <Entrance>
      <span className="entrance-mark">
        <KeyRound aria-hidden="true" />
      </span>
      <h1>{t('signIn.title')}</h1>
      <p>{t('signIn.text')}</p>
      <form onSubmit={submit}>
        <label className="field">
          <span>{t('signIn.label')}</span>
          <input
            // The page has nothing else to do.
            // biome-ignore lint/a11y/noAutofocus: see above
            autoFocus
            type="password"
            autoComplete="off"
            value={key}
            aria-invalid={refusal !== null}
            aria-describedby={refusal === null ? undefined : 'sign-in-refusal'}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        {refusal !== null && (
          <p id="sign-in-refusal" className="field-problem" role="alert">
            {t(`signIn.${refusal}`)}
          </p>
        )}
        <Button look="primary" type="submit" disabled={key.trim() === ''}>
          {t('signIn.enter')}
        </Button>
      </form>
      <div className="entrance-small">
        <p>
          <Trans i18nKey="signIn.where" components={{ code: <code /> }} />
        </p>
        <p>
          <Trans i18nKey="signIn.byItself" components={{ code: <code /> }} />
        </p>
      </div>
    </Entrance>
  );
}
