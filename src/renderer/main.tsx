import { createRoot } from 'react-dom/client';
import { takeSessionKey } from './api/session-key.ts';
import { App } from './features/app/app.tsx';
import { startTexts } from './ui/i18n.ts';
import { applyTheme } from './ui/theme.ts';
import './ui/theme.css';
import './ui/base.css';
import './ui/field.css';

applyTheme();
await startTexts();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');
createRoot(root).render(
  <App serverUrl={window.tomo?.serverUrl ?? location.origin} firstKey={takeSessionKey()} />,
);
