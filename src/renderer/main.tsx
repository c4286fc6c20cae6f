import { firstCredentials } from './api/first-credentials.ts';
import { App } from './features/app/app.tsx';
import { showPage } from './show-page.tsx';

const serverUrl = window.tomo?.serverUrl ?? location.origin;
await showPage(<App serverUrl={serverUrl} first={firstCredentials(serverUrl)} />);
