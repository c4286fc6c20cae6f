import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { useCompanion } from '../../app/companion-context.ts';

const PASSWORD_LENGTH_MIN = 8;

interface NewAccountProps {
  onMade(): void;
  onCancel(): void;
}

export function NewAccount({ onMade, onCancel }: NewAccountProps) {
  const { t } = useTranslation();
  const { api } = useCompanion();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const create = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    try {
      const named = name.trim() === '' ? {} : { name: name.trim() };
      await api.registerAccount({ email: email.trim(), password, ...named });
      onMade();
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <form className="settings-form" onSubmit={(event) => void create(event)}>
      <label className="field">
        <span>{t('access.name')}</span>
        <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('access.email')}</span>
        <input
          type="email"
          autoComplete="off"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t('access.password')}</span>
        <input
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_LENGTH_MIN}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <span className="field-note">{t('access.passwordNote')}</span>
      </label>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <div className="row">
        <Button look="primary" type="submit" disabled={email.trim() === '' || password === ''}>
          {t('access.makeAccount')}
        </Button>
        <Button look="plain" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
