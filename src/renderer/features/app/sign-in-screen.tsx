import { KeyRound, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '../../api/credentials.ts';
import { Button } from '../../ui/button.tsx';
import type { Refusal } from './app.tsx';
import { Entrance } from './entrance-screens.tsx';
import { KeyForm } from './key-form.tsx';
import { LoginForm } from './login-form.tsx';

interface SignInScreenProps {
  serverUrl: string;
  /** Why the page asks again. */
  refusal: Refusal | null;
  onEnter(credentials: Credentials): void;
}

/** Asks for the owner's key, or for the email address and password of an account. */
export function SignInScreen({ serverUrl, refusal, onEnter }: SignInScreenProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'key' | 'account'>(refusal === 'ended' ? 'account' : 'key');
  const Mark = way === 'key' ? KeyRound : UserRound;
  return (
    <Entrance>
      <span className="entrance-mark">
        <Mark aria-hidden="true" />
      </span>
      <h1>{t('signIn.title')}</h1>
      {way === 'key' ? (
        <KeyForm refusal={refusal} onEnter={onEnter} />
      ) : (
        <LoginForm serverUrl={serverUrl} ended={refusal === 'ended'} onEnter={onEnter} />
      )}
      <Button look="plain" onClick={() => setWay(way === 'key' ? 'account' : 'key')}>
        {t(way === 'key' ? 'signIn.withAccount' : 'signIn.withKey')}
      </Button>
    </Entrance>
  );
}
