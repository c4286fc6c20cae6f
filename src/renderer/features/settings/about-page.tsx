import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './about-page.css';

const KEYS = [
  ['Enter', 'keySend'],
  ['Shift + Enter', 'keyLine'],
  ['Esc', 'keyStop'],
  ['/', 'keyFocus'],
] as const;

export function AboutPage() {
  const { t, i18n } = useTranslation();
  const { models, stageHost } = useCompanion();
  const { status } = useObservable(models.state);
  const { info } = useObservable(stageHost.state);
  const authors = info?.authors.join(', ') ?? '';
  return (
    <>
      <h3>{t('about.title')}</h3>
      <p className="settings-intro">{t('about.text')}</p>
      <dl className="facts">
        <dt>{t('about.version')}</dt>
        <dd>{status?.version ?? '…'}</dd>
        <dt>{t('about.engine')}</dt>
        <dd>
          {status === null
            ? '…'
            : status.engine.restarts === 0
              ? status.engine.state
              : t('about.engineRestarts', { state: status.engine.state, count: status.engine.restarts })}
        </dd>
        {info !== null && (
          <>
            <dt>{t('about.avatar')}</dt>
            <dd>{authors === '' ? info.name : t('about.avatarBy', { name: info.name, authors })}</dd>
            <dd>
              {t('about.triangles', {
                triangles: info.triangles.toLocaleString(i18n.language),
                height: info.heightM.toLocaleString(i18n.language, { maximumFractionDigits: 2 }),
              })}
            </dd>
            {info.license !== '' && (
              <>
                <dt>{t('about.license')}</dt>
                <dd>{info.license}</dd>
              </>
            )}
          </>
        )}
      </dl>
      <section>
        <h4>{t('about.keys')}</h4>
        <dl className="keys">
          {KEYS.map(([key, text]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`about.${text}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p className="field-note">{t('about.tomoLicense')}</p>
    </>
  );
}
