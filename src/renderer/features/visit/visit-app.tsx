import { DoorClosed, Hourglass } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, UnreachableError } from '../../api/http-client.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { ConnectingScreen, Entrance, FailedScreen, UnreachableScreen } from '../app/entrance-screens.tsx';
import { TalkContext } from '../talk/talk.ts';
import { Visit } from './visit.ts';
import { VisitRoom } from './visit-room.tsx';

type State =
  | { at: 'arriving'; inMs: number }
  | { at: 'unreachable' | 'nobody' | 'crowded' }
  | { at: 'failed'; reason: string }
  | { at: 'inside'; visit: Visit };

const RETRY_MS = 3_000;

interface VisitAppProps {
  serverUrl: string;
  /** Whom the address leads to. */
  visited: string;
  /** In a frame of somebody's website. */
  embedded: boolean;
}

/** A public page: the way to the character, and the character. */
export function VisitApp({ serverUrl, visited, embedded }: VisitAppProps) {
  const [state, setState] = useState<State>({ at: 'arriving', inMs: 0 });
  const arrive = useCallback(() => setState({ at: 'arriving', inMs: 0 }), []);

  useEffect(() => {
    if (state.at !== 'arriving' && state.at !== 'unreachable') return;
    const attempt = new AbortController();
    const enter = async (): Promise<void> => {
      const next = await tryToEnter(serverUrl, visited, attempt.signal);
      if (!attempt.signal.aborted) setState(next);
    };
    const timer = setTimeout(() => void enter(), state.at === 'arriving' ? state.inMs : RETRY_MS);
    return () => {
      attempt.abort();
      clearTimeout(timer);
    };
  }, [state, serverUrl, visited]);

  const visit = state.at === 'inside' ? state.visit : null;
  useEffect(() => () => visit?.close(), [visit]);

  switch (state.at) {
    case 'arriving':
      return <ConnectingScreen />;
    case 'unreachable':
      return <UnreachableScreen onRetry={arrive} />;
    case 'nobody':
      return <Nobody />;
    case 'crowded':
      return <Crowded onRetry={arrive} />;
    case 'failed':
      return <FailedScreen reason={state.reason} onRetry={arrive} />;
    case 'inside':
      return (
        <TalkContext value={state.visit}>
          <VisitRoom visit={state.visit} embedded={embedded} onOver={arrive} />
        </TalkContext>
      );
  }
}

function Nobody() {
  const { t } = useTranslation();
  return (
    <Entrance>
      <span className="entrance-mark">
        <DoorClosed aria-hidden="true" />
      </span>
      <h1>{t('visit.nobodyTitle')}</h1>
      <p>{t('visit.nobodyText')}</p>
    </Entrance>
  );
}

function Crowded({ onRetry }: { onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <Entrance>
      <span className="entrance-mark">
        <Hourglass aria-hidden="true" />
      </span>
      <h1>{t('visit.crowdedTitle')}</h1>
      <p>{t('visit.crowdedText')}</p>
      <Button look="primary" onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </Entrance>
  );
}

async function tryToEnter(serverUrl: string, visited: string, signal: AbortSignal): Promise<State> {
  try {
    return { at: 'inside', visit: await Visit.begin(serverUrl, visited, signal) };
  } catch (error) {
    if (error instanceof UnreachableError) return { at: 'unreachable' };
    if (error instanceof ApiError && error.status === 404) return { at: 'nobody' };
    if (error instanceof ApiError && error.status === 429) return { at: 'crowded' };
    return { at: 'failed', reason: reasonOf(error) };
  }
}
