import { VisitApp } from './features/visit/visit-app.tsx';
import { showPage } from './show-page.tsx';

// `/c/SLUG` or `/embed/CHARACTER_ID`
const [, page, visited = ''] = location.pathname.split('/');
await showPage(
  <VisitApp serverUrl={location.origin} visited={decodeURIComponent(visited)} embedded={page === 'embed'} />,
);
