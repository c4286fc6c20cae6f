import { useTranslation } from 'react-i18next';
import { useCompanion } from '../../app/companion-context.ts';
import { ApiKeys } from './api-keys.tsx';
import { Doors } from './doors.tsx';
import { People } from './people.tsx';
import { ServerAddress } from './server-address.tsx';
import { SignedInAs } from './signed-in-as.tsx';
import './access-page.css';

/** Who else gets in: programs with keys, people with accounts, pages of other origins. */
export function AccessPage() {
  const { t } = useTranslation();
  const { me, credentials } = useCompanion();
  return (
    <>
      <h3>{t('access.title')}</h3>
      <p className="settings-intro">{t('access.intro')}</p>
      {credentials.kind === 'account' && <SignedInAs />}
      <ServerAddress />
      <ApiKeys />
      {me.role === 'owner' && <People />}
      {me.role === 'owner' && <Doors />}
    </>
  );
}
