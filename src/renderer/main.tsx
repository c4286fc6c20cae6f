import { createRoot } from 'react-dom/client';
import { firstCredentials } from './api/first-credentials.ts';
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
const serverUrl = window.tomo?.serverUrl ?? location.origin;
createRoot(root).render(<App serverUrl={serverUrl} first={firstCredentials(serverUrl)} />);
