import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from './companion-context.ts';

export function NoticeList() {
  const { t } = useTranslation();
  const { notices } = useCompanion();
  const list = useObservable(notices.list);
  return (
    <div className="notices" role="status" aria-live="polite">
      {list.map(({ id, tone, text, values }) => (
        <div key={id} className={`notice notice-${tone}`}>
          {tone === 'good' ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
          <p>{t(text, values)}</p>
          <IconButton icon={X} label={t('dismiss')} onClick={() => notices.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
