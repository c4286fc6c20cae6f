import { WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { preferencesStore } from '../../ui/preferences.ts';
import { ThemeButton } from '../../ui/theme-button.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useFreeArea } from '../app/use-free-area.ts';
import { useShortcuts } from '../app/use-shortcuts.ts';
import { useTestHandle } from '../app/use-test-handle.ts';
import { Caption } from '../character/caption.tsx';
import { CharacterView } from '../character/character-view.tsx';
import { PhasePill } from '../character/phase-pill.tsx';
import { SoundControls } from '../character/sound-controls.tsx';
import { ChatPanel } from '../chat/chat-panel.tsx';
import type { Visit } from './visit.ts';
import '../app/workspace.css';
import '../character/top-bar.css';
import '../chat/chat-banners.css';
import './visit-room.css';

interface VisitRoomProps {
  visit: Visit;
  embedded: boolean;
  /** The visit has ended: it was too long ago, or the character is not public any more. */
  onOver(): void;
}

/** The character as its visitors see it. */
export function VisitRoom({ visit, embedded, onOver }: VisitRoomProps) {
  const { connection } = useObservable(visit.session.state);
  const { name, description } = useObservable(visit.character);
  const { chatOpen } = useObservable(preferencesStore);
  const panel = useRef<HTMLElement>(null);
  const room = useRef<HTMLDivElement>(null);
  useFreeArea(room, panel, visit.stageHost, chatOpen);
  useShortcuts();
  useTestHandle();
  useEffect(() => {
    if (connection === 'refused') onOver();
  }, [connection, onOver]);
  useEffect(() => {
    document.title = name;
  }, [name]);
  return (
    <div className="room backdrop" ref={room}>
      <CharacterView />
      <header className="top-bar">
        <div className="top-bar-name">
          <h1>{name}</h1>
          <PhasePill resting="ready" />
          {!embedded && description !== '' && <p className="visit-description">{description}</p>}
        </div>
        <div className="top-bar-tools">
          <SoundControls />
          {!embedded && <ThemeButton />}
        </div>
      </header>
      <Caption />
      <ChatPanel panel={panel} banners={<VisitNote visit={visit} />} />
    </div>
  );
}

/** Who reads along and who answers; or that nobody does just now. */
function VisitNote({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const { connection } = useObservable(visit.session.state);
  const { name, answered_by: answeredBy } = useObservable(visit.character);
  if (connection === 'lost') {
    return (
      <div className="banner banner-note" role="status">
        <WifiOff aria-hidden="true" />
        <p>{t('banner.lost')}</p>
      </div>
    );
  }
  return <p className="visit-note">{t(`visit.${answeredBy}`, { name })}</p>;
}
