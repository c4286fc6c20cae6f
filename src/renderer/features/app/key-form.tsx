import { type SyntheticEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { type Credentials, KeyCredentials } from '../../api/credentials.ts';
import { Button } from '../../ui/button.tsx';
import type { Refusal } from './app.tsx';

interface KeyFormProps {
  refusal: Refusal | null;
  onEnter(credentials: Credentials): void;
}

export function KeyForm({ refusal, onEnter }: KeyFormProps) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') onEnter(new KeyCredentials(key.trim()));
  };
  return (
    <>
      <p>{t('signIn.text')}</p>
      <form onSubmit={submit}>
        <label className="field">
          <span>{t('signIn.label')}</span>
          <input
            // biome-ignore lint/a11y/noAutofocus: the page has nothing else to do
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
    </>
  );
}
