import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountSession } from '../../api/account-session.ts';
import type { Credentials } from '../../api/credentials.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface LoginFormProps {
  serverUrl: string;
  /** An earlier session of this tab is over. */
  ended: boolean;
  onEnter(credentials: Credentials): void;
}

export function LoginForm({ serverUrl, ended, onEnter }: LoginFormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(ended ? t('signIn.ended') : null);
  const enter = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      onEnter(await AccountSession.login(serverUrl, email.trim(), password));
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  };
  return (
    <>
      <p>{t('signIn.accountText')}</p>
      <form onSubmit={(event) => void enter(event)}>
        <TextField
          label={t('signIn.email')}
          autoFocus
          autoComplete="username"
          value={email}
          onChange={setEmail}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <Button look="primary" type="submit" disabled={busy || email.trim() === '' || password === ''}>
          {t('signIn.enter')}
        </Button>
      </form>
    </>
  );
}
