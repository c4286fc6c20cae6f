import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { useCompanion } from '../../app/companion-context.ts';
import { ApiKeys } from './api-keys.tsx';
import { Doors } from './doors.tsx';
import { People } from './people.tsx';
import { ServerAddress } from './server-address.tsx';
import './access-page.css';

/** Who else gets in: programs with keys, people with accounts, pages of other origins. */
export function AccessPage() {
  const { t } = useTranslation();
  const { api } = useCompanion();
  const load = useCallback(() => api.me(), [api]);
  const { value: me, problem } = useLoaded(load);
  return (
    <>
      <h3>{t('access.title')}</h3>
      <p className="settings-intro">{t('access.intro')}</p>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <ServerAddress />
      <ApiKeys />
      {me?.role === 'owner' && <People />}
      {me?.role === 'owner' && <Doors />}
    </>
  );
}
