import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './model-now.css';

const WORDS_PER_TOKEN = 0.75;
const BACKEND_NAMES: Record<string, string> = { cpu: 'CPU', metal: 'Metal', cuda: 'CUDA', vulkan: 'Vulkan' };

/** Which model answers now, and how it is doing. */
export function ModelNow() {
  const { t, i18n } = useTranslation();
  const { models } = useCompanion();
  const { status } = useObservable(models.state);
  const model = status?.model;
  const where =
    model?.backend == null
      ? null
      : model.backend === 'remote'
        ? t('models.remote')
        : t('models.onBackend', { backend: BACKEND_NAMES[model.backend] ?? model.backend });
  const words = Math.round(((model?.context_tokens ?? 0) * WORDS_PER_TOKEN) / 100) * 100;
  return (
    <div className="model-now" data-state={model?.state ?? 'unknown'} role="status">
      <span className="model-now-label">{t('models.now')}</span>
      <span className="model-now-state">{t(`models.${model?.state ?? 'unknown'}`)}</span>
      <strong>{model?.name ?? '…'}</strong>
      {model?.error != null && <p>{model.error.message}</p>}
      {where !== null && (
        <p>
          {where}
          {words > 0 && ` · ${t('models.context', { words: words.toLocaleString(i18n.language) })}`}
        </p>
      )}
    </div>
  );
}
