import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from './ui/i18n.ts';
import { applyTheme } from './ui/theme.ts';
import './ui/theme.css';
import './ui/base.css';
import './ui/field.css';

/** Shows a whole page, in the person's colours and language. */
export async function showPage(page: ReactNode): Promise<void> {
  applyTheme();
  await startTexts();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root');
  createRoot(root).render(page);
}
