import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanion } from '../app/companion-context.ts';
import './drop-zone.css';

/** Takes files dropped anywhere on the window: a character (.vrm), a language model (.gguf), or documents. */
export function DropZone() {
  const { t } = useTranslation();
  const { wardrobe, models, library, settingsPage } = useCompanion();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    // Entering a child comes before leaving its parent: count, or the overlay flickers.
    let depth = 0;
    const take = (files: readonly File[]): void => {
      const [first] = files;
      if (first === undefined) return;
      if (/\.gguf$/i.test(first.name)) {
        settingsPage.set('models');
        void models.addFile(first);
      } else if (/\.(vrm|glb)$/i.test(first.name)) void wardrobe.wearFile(first);
      else {
        library.read(null);
        settingsPage.set('documents');
        void library.addFiles(files);
      }
    };
    window.addEventListener('dragenter', (event) => hasFile(event) && setOver(++depth > 0), { signal });
    window.addEventListener('dragleave', (event) => hasFile(event) && setOver(--depth > 0), { signal });
    window.addEventListener('dragover', (event) => hasFile(event) && event.preventDefault(), { signal });
    window.addEventListener(
      'drop',
      (event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        depth = 0;
        setOver(false);
        take([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => life.abort();
  }, [wardrobe, models, library, settingsPage]);
  if (!over) return null;
  return (
    <div className="drop-zone">
      <div>
        <FileUp aria-hidden="true" />
        <p className="drop-zone-title">{t('drop.title')}</p>
        <p>{t('drop.text')}</p>
      </div>
    </div>
  );
}

function hasFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
