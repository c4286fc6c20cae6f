import { useCallback, useEffect, useState } from 'react';
import { ApiError, UnreachableError } from '../../api/http-client.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { forgetSessionKey, keepSessionKey } from '../../api/session-key.ts';
import { Companion } from './companion.ts';
import { CompanionContext } from './companion-context.ts';
import { ConnectingScreen, FailedScreen, UnreachableScreen } from './entrance-screens.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { Workspace } from './workspace.tsx';

type Entrance =
  | { at: 'sign-in'; refusal: 'refused' | 'slow' | null }
  | { at: 'connecting'; key: string }
  | { at: 'unreachable'; key: string; retryInMs: number }
  | { at: 'failed'; key: string; reason: string }
  | { at: 'inside'; companion: Companion };

const RETRY_MS = 3_000;

interface AppProps {
  /** Without a slash at its end. */
  serverUrl: string;
  /** Null: the page asks for it. */
  firstKey: string | null;
}

/** The way in: the key, the server, and then the room. */
export function App({ serverUrl, firstKey }: AppProps) {
  const [entrance, setEntrance] = useState<Entrance>(
    firstKey === null ? { at: 'sign-in', refusal: null } : { at: 'connecting', key: firstKey },
  );

  useEffect(() => {
    if (entrance.at !== 'connecting' && entrance.at !== 'unreachable') return;
    const attempt = new AbortController();
    const enter = async (): Promise<void> => {
      const next = await tryToEnter(serverUrl, entrance.key, attempt.signal);
      if (!attempt.signal.aborted) setEntrance(next);
    };
    const timer = setTimeout(() => void enter(), entrance.at === 'connecting' ? 0 : entrance.retryInMs);
    return () => {
      attempt.abort();
      clearTimeout(timer);
    };
  }, [entrance, serverUrl]);

  const leave = useCallback(() => {
    forgetSessionKey();
    setEntrance({ at: 'sign-in', refusal: 'refused' });
  }, []);

  const companion = entrance.at === 'inside' ? entrance.companion : null;
  useEffect(() => () => companion?.close(), [companion]);

  switch (entrance.at) {
    case 'sign-in':
      return (
        <SignInScreen
          refusal={entrance.refusal}
          onKey={(typed) => setEntrance({ at: 'connecting', key: typed })}
        />
      );
    case 'connecting':
      return <ConnectingScreen />;
    case 'unreachable':
      return <UnreachableScreen onRetry={() => setEntrance({ ...entrance, retryInMs: 0 })} />;
    case 'failed':
      return (
        <FailedScreen
          reason={entrance.reason}
          onRetry={() => setEntrance({ at: 'connecting', key: entrance.key })}
        />
      );
    case 'inside':
      return (
        <CompanionContext value={entrance.companion}>
          <Workspace onRefused={leave} />
        </CompanionContext>
      );
  }
}

async function tryToEnter(serverUrl: string, key: string, signal: AbortSignal): Promise<Entrance> {
  try {
    const companion = await Companion.meet(serverUrl, key, signal);
    keepSessionKey(key);
    return { at: 'inside', companion };
  } catch (error) {
    return afterFailure(error, key);
  }
}

function afterFailure(error: unknown, key: string): Entrance {
  if (error instanceof UnreachableError) return { at: 'unreachable', key, retryInMs: RETRY_MS };
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
    forgetSessionKey();
    return { at: 'sign-in', refusal: 'refused' };
  }
  if (error instanceof ApiError && error.status === 429) return { at: 'sign-in', refusal: 'slow' };
  return { at: 'failed', key, reason: reasonOf(error) };
}
