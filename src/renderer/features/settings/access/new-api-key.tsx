import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useCompanion } from '../../app/companion-context.ts';

const SCOPES = ['read', 'chat', 'write'] as const;
type Scope = (typeof SCOPES)[number];

interface NewApiKeyProps {
  onMade(key: string): void;
  onCancel(): void;
}

export function NewApiKey({ onMade, onCancel }: NewApiKeyProps) {
  const { t } = useTranslation();
  const { api } = useCompanion();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read', 'chat']);
  const [problem, setProblem] = useState<string | null>(null);
  const create = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    try {
      onMade((await api.createApiKey({ name: name.trim(), scopes: [...scopes] })).key);
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <form className="settings-form" onSubmit={(event) => void create(event)}>
      <TextField
        label={t('access.keyName')}
        autoFocus
        value={name}
        maxLength={200}
        placeholder={t('access.keyNameExample')}
        onChange={setName}
      />
      <fieldset className="field">
        <span>{t('access.keyMay')}</span>
        {SCOPES.map((scope) => (
          <label key={scope} className="check">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={({ target }) =>
                setScopes(
                  SCOPES.filter((other) => (other === scope ? target.checked : scopes.includes(other))),
                )
              }
            />
            <span>
              {t(`access.scope.${scope}`)}
              <small>{t(`access.scopeNote.${scope}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <div className="row">
        <Button look="primary" type="submit" disabled={name.trim() === '' || scopes.length === 0}>
          {t('access.makeKey')}
        </Button>
        <Button look="plain" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
