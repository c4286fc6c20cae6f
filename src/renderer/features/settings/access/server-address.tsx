import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useCompanion } from '../../app/companion-context.ts';

/** Where programs reach Tomo. */
export function ServerAddress() {
  const { t } = useTranslation();
  const { serverUrl } = useCompanion();
  const address = `${serverUrl}/v1`;
  return (
    <section>
      <h4>{t('access.address')}</h4>
      <div className="access-value">
        <code>{address}</code>
        <CopyButton text={address} />
      </div>
      <p className="field-note">{t('access.addressNote')}</p>
      <a href={`${serverUrl}/docs`} target="_blank" rel="noreferrer">
        {t('access.docs')}
      </a>
    </section>
  );
}
