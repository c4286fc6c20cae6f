import {
  BrainCircuit,
  GraduationCap,
  Info,
  KeyRound,
  LibraryBig,
  type LucideIcon,
  NotebookPen,
  Palette,
  UserRound,
  X,
} from 'lucide-react';
import { type ComponentType, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import type { SettingsPage } from '../app/companion.ts';
import { useCompanion } from '../app/companion-context.ts';
import { DocumentsPage } from '../knowledge/documents-page.tsx';
import { MemoryPage } from '../memory/memory-page.tsx';
import { TeachingPage } from '../teaching/teaching-page.tsx';
import { AboutPage } from './about-page.tsx';
import { AccessPage } from './access/access-page.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { CharacterPage } from './character-page.tsx';
import { ModelsPage } from './models-page.tsx';
import './settings-dialog.css';

const PAGES = {
  models: [BrainCircuit, ModelsPage],
  character: [UserRound, CharacterPage],
  documents: [LibraryBig, DocumentsPage],
  memory: [NotebookPen, MemoryPage],
  teaching: [GraduationCap, TeachingPage],
  appearance: [Palette, AppearancePage],
  access: [KeyRound, AccessPage],
  about: [Info, AboutPage],
} as const satisfies Record<SettingsPage, readonly [LucideIcon, ComponentType]>;
const NAMES = Object.keys(PAGES) as SettingsPage[];

interface SettingsDialogProps {
  page: SettingsPage;
  /** What must be seen over the dialog. */
  children: ReactNode;
}

export function SettingsDialog({ page, children }: SettingsDialogProps) {
  const { t } = useTranslation();
  const { settingsPage } = useCompanion();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // On a narrow screen the tabs are wider than it.
  useEffect(() => {
    document.getElementById(`settings-tab-${page}`)?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [page]);
  const close = (): void => settingsPage.set(null);
  const onArrow = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = NAMES[(NAMES.indexOf(page) + step + NAMES.length) % NAMES.length] ?? page;
    settingsPage.set(next);
    document.getElementById(`settings-tab-${next}`)?.focus();
  };
  const [, Page] = PAGES[page];
  return (
    <dialog
      ref={dialog}
      className="settings"
      aria-label={t('settings.title')}
      onClose={close}
      onPointerDown={(event) => event.target === event.currentTarget && close()}
    >
      <div className="settings-frame">
        <nav className="settings-side">
          <h2>{t('settings.title')}</h2>
          <div role="tablist" aria-label={t('settings.title')} onKeyDown={onArrow}>
            {NAMES.map((name) => {
              const [Icon] = PAGES[name];
              return (
                <button
                  key={name}
                  id={`settings-tab-${name}`}
                  type="button"
                  role="tab"
                  aria-selected={name === page}
                  aria-controls="settings-page"
                  tabIndex={name === page ? 0 : -1}
                  onClick={() => settingsPage.set(name)}
                >
                  <Icon aria-hidden="true" />
                  {t(`settings.${name}`)}
                </button>
              );
            })}
          </div>
        </nav>
        <IconButton className="settings-close" icon={X} label={t('settings.close')} onClick={close} />
        <div
          id="settings-page"
          className="settings-page"
          role="tabpanel"
          aria-labelledby={`settings-tab-${page}`}
        >
          <Page />
        </div>
      </div>
      {children}
    </dialog>
  );
}
