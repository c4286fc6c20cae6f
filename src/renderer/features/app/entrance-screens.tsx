import { LoaderCircle, PlugZap, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import './entrance.css';

/** A card in the middle of the page, for everything before the room. */
export function Entrance({ children }: { children: ReactNode }) {
  return (
    <main className="entrance backdrop">
      <div className="entrance-card">{children}</div>
    </main>
  );
}

export function ConnectingScreen() {
  const { t } = useTranslation();
  return (
    <main className="entrance backdrop" aria-busy="true">
      <p className="entrance-waiting" role="status">
        <LoaderCircle className="spin" aria-hidden="true" />
        {t('entrance.connecting')}
      </p>
    </main>
  );
}

export function UnreachableScreen({ onRetry }: { onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <Entrance>
      <span className="entrance-mark">
        <PlugZap aria-hidden="true" />
      </span>
      <h1>{t('entrance.unreachableTitle')}</h1>
      <p>{t('entrance.unreachableText')}</p>
      <Button look="primary" onClick={onRetry}>
        <RotateCw aria-hidden="true" />
        {t('entrance.tryNow')}
      </Button>
      <p className="entrance-small" role="status">
        {t('entrance.retrying')}
      </p>
    </Entrance>
  );
}

export function FailedScreen({ reason, onRetry }: { reason: string; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <Entrance>
      <span className="entrance-mark">
        <TriangleAlert aria-hidden="true" />
      </span>
      <h1>{t('entrance.failedTitle')}</h1>
      <p>{reason}</p>
      <Button look="primary" onClick={onRetry}>
        <RotateCw aria-hidden="true" />
        {t('entrance.tryNow')}
      </Button>
    </Entrance>
  );
}
