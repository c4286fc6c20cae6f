import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
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
      <TextField label={t('access.name')} value={name} maxLength={200} onChange={setName} />
      <TextField
        label={t('access.email')}
        type="email"
        autoComplete="off"
        required
        value={email}
        onChange={setEmail}
      />
      <TextField
        label={t('access.password')}
        note={t('access.passwordNote')}
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_LENGTH_MIN}
        value={password}
        onChange={setPassword}
      />
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
