import { UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '../../api/credentials.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { TomoApi } from '../../api/tomo-api.ts';
import { Button } from '../../ui/button.tsx';
import { Entrance } from './entrance-screens.tsx';

interface AloneScreenProps {
  serverUrl: string;
  credentials: Credentials;
  onCompany(): void;
}

/** For an account whose last character was deleted or put away. */
export function AloneScreen({ serverUrl, credentials, onCompany }: AloneScreenProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const invite = async (): Promise<void> => {
    try {
      const name = t('alone.name');
      const draft = { name, system_prompt: t('characterPage.firstPersonality', { name }) };
      await new TomoApi(serverUrl, credentials).createCharacter(draft);
      onCompany();
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <Entrance>
      <span className="entrance-mark">
        <UserRoundPlus aria-hidden="true" />
      </span>
      <h1>{t('alone.title')}</h1>
      <p>{t('alone.text')}</p>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <Button look="primary" onClick={() => void invite()}>
        {t('alone.invite')}
      </Button>
    </Entrance>
  );
}
