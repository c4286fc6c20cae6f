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
  | { at: 'unreachable'; key: string }
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
  const key = 'key' in entrance ? entrance.key : null;

  const enter = useCallback(
    async (withKey: string) => {
      try {
        const companion = await Companion.meet(serverUrl, withKey);
        keepSessionKey(withKey);
        setEntrance({ at: 'inside', companion });
      } catch (error) {
        setEntrance(afterFailure(error, withKey));
      }
    },
    [serverUrl],
  );

  useEffect(() => {
    if (key === null || entrance.at === 'failed') return;
    const timer = setTimeout(() => void enter(key), entrance.at === 'connecting' ? 0 : RETRY_MS);
    return () => clearTimeout(timer);
  }, [entrance, key, enter]);

  const leave = useCallback(() => {
    forgetSessionKey();
    setEntrance((before) => {
      if (before.at === 'inside') before.companion.close();
      return { at: 'sign-in', refusal: 'refused' };
    });
  }, []);

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
      return <UnreachableScreen onRetry={() => void enter(entrance.key)} />;
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

function afterFailure(error: unknown, key: string): Entrance {
  if (error instanceof UnreachableError) return { at: 'unreachable', key };
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
    forgetSessionKey();
    return { at: 'sign-in', refusal: 'refused' };
  }
  if (error instanceof ApiError && error.status === 429) return { at: 'sign-in', refusal: 'slow' };
  return { at: 'failed', key, reason: reasonOf(error) };
}
