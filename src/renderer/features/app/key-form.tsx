import { type SyntheticEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { type Credentials, KeyCredentials } from '../../api/credentials.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
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
        <TextField
          label={t('signIn.label')}
          autoFocus
          type="password"
          autoComplete="off"
          value={key}
          problem={refusal !== null && t(`signIn.${refusal}`)}
          onChange={setKey}
        />
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
