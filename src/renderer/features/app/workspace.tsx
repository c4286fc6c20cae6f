import { useEffect, useRef } from 'react';
import { preferencesStore } from '../../ui/preferences.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { Caption } from '../character/caption.tsx';
import { CharacterView } from '../character/character-view.tsx';
import { DropZone } from '../character/drop-zone.tsx';
import { TopBar } from '../character/top-bar.tsx';
import { ChatBanners } from '../chat/chat-banners.tsx';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { ConversationHistory } from '../history/conversation-history.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { useCompanion } from './companion-context.ts';
import { NoticeList } from './notice-list.tsx';
import { useFreeArea } from './use-free-area.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTestHandle } from './use-test-handle.ts';
import './workspace.css';

/** The room: the character, the conversation beside or over it, and the settings. */
export function Workspace({ onRefused }: { onRefused(): void }) {
  const { session, stageHost, settingsPage } = useCompanion();
  const { connection } = useObservable(session.state);
  const { chatOpen } = useObservable(preferencesStore);
  const page = useObservable(settingsPage);
  const panel = useRef<HTMLElement>(null);
  const room = useRef<HTMLDivElement>(null);
  useFreeArea(room, panel, stageHost, chatOpen);
  useShortcuts();
  useTestHandle();
  useEffect(() => {
    if (connection === 'refused') onRefused();
  }, [connection, onRefused]);
  // An open dialog covers all that is not inside it.
  const overlays = (
    <>
      <NoticeList />
      <DropZone />
    </>
  );
  return (
    <div className="room backdrop" ref={room}>
      <CharacterView />
      <TopBar />
      <Caption />
      <ChatPanel
        panel={panel}
        banners={<ChatBanners />}
        earlier={(close) => <ConversationHistory onChosen={close} />}
      />
      {page === null ? overlays : <SettingsDialog page={page}>{overlays}</SettingsDialog>}
    </div>
  );
}
