import { Check, Plus, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VrmModelBody } from '../../../shared/api/vrm-models.ts';
import { Button } from '../../ui/button.tsx';
import { pickFile } from '../../ui/pick-file.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './look-picker.css';

/** The 3D models to choose from, and a way to add one. */
export function LookPicker() {
  const { t } = useTranslation();
  const { api, character, stageHost, wardrobe } = useCompanion();
  const { vrm_model: current } = useObservable(character);
  const { changing } = useObservable(stageHost.state);
  const [models, setModels] = useState<readonly VrmModelBody[]>([]);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a model that was just added is in the list too
  useEffect(() => {
    api.vrmModels().then(setModels, () => setFailed(true));
  }, [api, current.id]);
  return (
    <section>
      <h4>{t('characterPage.look')}</h4>
      {failed && <p className="field-problem">{t('characterPage.listFailed')}</p>}
      <ul className="looks">
        {models.map((model) => (
          <li key={model.id}>
            <button
              type="button"
              className="look"
              aria-pressed={model.id === current.id}
              disabled={changing}
              onClick={() => void wardrobe.wearModel(model.builtin ? null : model.id, model.file_url)}
            >
              <span className="look-picture">
                {model.preview_url === null ? (
                  <UserRound aria-hidden="true" />
                ) : (
                  <img src={model.preview_url} alt="" />
                )}
                {model.id === current.id && <Check className="look-check" aria-hidden="true" />}
              </span>
              <strong>{model.name}</strong>
              <small>{model.builtin ? t('characterPage.builtin') : `${model.file_size_mb} MB`}</small>
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={() => pickFile('.vrm', (file) => void wardrobe.wearFile(file))} disabled={changing}>
        <Plus aria-hidden="true" />
        {t('characterPage.add')}
      </Button>
      <p className="field-note">{t('characterPage.addNote')}</p>
    </section>
  );
}
