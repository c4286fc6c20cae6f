import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyBody } from '../../../../shared/api/accounts.ts';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { useCompanion } from '../../app/companion-context.ts';
import { NewApiKey } from './new-api-key.tsx';

/** The keys of one's programs. */
export function ApiKeys() {
  const { t } = useTranslation();
  const { api } = useCompanion();
  const load = useCallback(() => api.apiKeys(), [api]);
  const { value: keys, problem, reload } = useLoaded(load);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const remove = async (id: string): Promise<void> => {
    setRefusal(null);
    await api.deleteApiKey(id).catch((error: unknown) => setRefusal(reasonOf(error)));
    await reload();
  };
  const trouble = refusal ?? problem;
  return (
    <section>
      <h4>{t('access.keys')}</h4>
      <p className="field-note">{t('access.keysNote')}</p>
      {trouble !== null && <p className="field-problem">{trouble}</p>}
      <ul className="access-list">
        {keys?.map((key) => (
          <li key={key.id}>
            <KeyRound aria-hidden="true" />
            <KeyFacts apiKey={key} />
            <ConfirmButton
              question={t('access.deleteKey')}
              label={t('access.delete', { name: key.name })}
              onConfirm={() => void remove(key.id)}
            >
              <Trash2 aria-hidden="true" />
            </ConfirmButton>
          </li>
        ))}
      </ul>
      {made !== null && (
        <div className="access-made" role="status">
          <p>{t('access.keyMade')}</p>
          <div className="access-value">
            <code>{made}</code>
            <CopyButton text={made} />
          </div>
        </div>
      )}
      {making ? (
        <NewApiKey
          onMade={(key) => {
            setMade(key);
            setMaking(false);
            void reload();
          }}
          onCancel={() => setMaking(false)}
        />
      ) : (
        <Button onClick={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          {t('access.newKey')}
        </Button>
      )}
    </section>
  );
}

function KeyFacts({ apiKey }: { apiKey: ApiKeyBody }) {
  const { t, i18n } = useTranslation();
  const day = (time: string) => new Date(time).toLocaleDateString(i18n.language);
  const { name, hint, scopes, last_used_at: used, expires_at: end } = apiKey;
  return (
    <span className="access-facts">
      <strong>{name}</strong>
      <small>
        {`…${hint} · ${scopes.map((scope) => t(`access.scope.${scope}`)).join(', ')} · `}
        {used === null ? t('access.neverUsed') : t('access.lastUsed', { day: day(used) })}
        {end !== null && ` · ${t('access.until', { day: day(end) })}`}
      </small>
    </span>
  );
}
