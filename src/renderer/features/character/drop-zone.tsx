import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanion } from '../app/companion-context.ts';
import './drop-zone.css';

/** Takes a file dropped anywhere on the window: a character (.vrm) or a language model (.gguf). */
export function DropZone() {
  const { t } = useTranslation();
  const { wardrobe, models, settingsPage, notices } = useCompanion();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    // Entering a child comes before leaving its parent: count, or the overlay flickers.
    let depth = 0;
    const take = (file: File): void => {
      if (/\.gguf$/i.test(file.name)) {
        settingsPage.set('models');
        void models.addFile(file);
      } else if (/\.(vrm|glb)$/i.test(file.name)) void wardrobe.wearFile(file);
      else notices.show('bad', 'drop.unknown', { name: file.name });
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
        const file = event.dataTransfer?.files[0];
        if (file !== undefined) take(file);
      },
      { signal },
    );
    return () => life.abort();
  }, [wardrobe, models, settingsPage, notices]);
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
