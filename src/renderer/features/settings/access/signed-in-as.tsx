import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { useCompanion } from '../../app/companion-context.ts';

/** Which account this page is signed in with, and the way out. */
export function SignedInAs() {
  const { t } = useTranslation();
  const { api, me } = useCompanion();
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <section>
      <p>{t('access.signedInAs', { name: me.name, email: me.email ?? '' })}</p>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <Button onClick={() => void api.signOut().catch((error: unknown) => setProblem(reasonOf(error)))}>
        <LogOut aria-hidden="true" />
        {t('access.signOut')}
      </Button>
    </section>
  );
}
