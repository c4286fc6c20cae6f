import { useCallback, useEffect, useState } from 'react';
import { type Credentials, forgetCredentials } from '../../api/credentials.ts';
import { ApiError, UnreachableError } from '../../api/http-client.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { TalkContext } from '../talk/talk.ts';
import { AloneScreen } from './alone-screen.tsx';
import { Companion, NobodyThereError } from './companion.ts';
import { CompanionContext } from './companion-context.ts';
import { ConnectingScreen, FailedScreen, UnreachableScreen } from './entrance-screens.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { Workspace } from './workspace.tsx';

/** `ended`: an account's session. */
export type Refusal = 'refused' | 'slow' | 'ended';

type Entrance =
  | { at: 'sign-in'; refusal: Refusal | null }
  | { at: 'connecting'; credentials: Credentials }
  | { at: 'unreachable'; credentials: Credentials; retryInMs: number }
  | { at: 'alone'; credentials: Credentials }
  | { at: 'failed'; credentials: Credentials; reason: string }
  | { at: 'inside'; companion: Companion };

const RETRY_MS = 3_000;

interface AppProps {
  /** Without a slash at its end. */
  serverUrl: string;
  /** Null: the page asks for it. */
  first: Credentials | null;
}

/** The way in: the key, the server, and then the room. */
export function App({ serverUrl, first }: AppProps) {
  const [entrance, setEntrance] = useState<Entrance>(
    first === null ? { at: 'sign-in', refusal: null } : { at: 'connecting', credentials: first },
  );

  useEffect(() => {
    if (entrance.at !== 'connecting' && entrance.at !== 'unreachable') return;
    const attempt = new AbortController();
    const enter = async (): Promise<void> => {
      const next = await tryToEnter(serverUrl, entrance.credentials, attempt.signal);
      if (!attempt.signal.aborted) setEntrance(next);
    };
    const timer = setTimeout(() => void enter(), entrance.at === 'connecting' ? 0 : entrance.retryInMs);
    return () => {
      attempt.abort();
      clearTimeout(timer);
    };
  }, [entrance, serverUrl]);

  const leave = useCallback(() => {
    forgetCredentials();
    setEntrance((before) => ({
      at: 'sign-in',
      refusal:
        before.at === 'inside' && before.companion.credentials.kind === 'account' ? 'ended' : 'refused',
    }));
  }, []);

  const companion = entrance.at === 'inside' ? entrance.companion : null;
  useEffect(() => () => companion?.close(), [companion]);

  switch (entrance.at) {
    case 'sign-in':
      return (
        <SignInScreen
          serverUrl={serverUrl}
          refusal={entrance.refusal}
          onEnter={(credentials) => setEntrance({ at: 'connecting', credentials })}
        />
      );
    case 'connecting':
      return <ConnectingScreen />;
    case 'unreachable':
      return <UnreachableScreen onRetry={() => setEntrance({ ...entrance, retryInMs: 0 })} />;
    case 'alone':
      return (
        <AloneScreen
          serverUrl={serverUrl}
          credentials={entrance.credentials}
          onCompany={() => setEntrance({ at: 'connecting', credentials: entrance.credentials })}
        />
      );
    case 'failed':
      return (
        <FailedScreen
          reason={entrance.reason}
          onRetry={() => setEntrance({ at: 'connecting', credentials: entrance.credentials })}
        />
      );
    case 'inside':
      return (
        <CompanionContext value={entrance.companion}>
          <TalkContext value={entrance.companion}>
            <Workspace onRefused={leave} />
          </TalkContext>
        </CompanionContext>
      );
  }
}

async function tryToEnter(
  serverUrl: string,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Entrance> {
  try {
    const companion = await Companion.meet(serverUrl, credentials, signal);
    credentials.keep();
    return { at: 'inside', companion };
  } catch (error) {
    return afterFailure(error, credentials);
  }
}

function afterFailure(error: unknown, credentials: Credentials): Entrance {
  if (error instanceof NobodyThereError) {
    credentials.keep();
    return { at: 'alone', credentials };
  }
  if (error instanceof UnreachableError) return { at: 'unreachable', credentials, retryInMs: RETRY_MS };
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
    forgetCredentials();
    return { at: 'sign-in', refusal: credentials.kind === 'account' ? 'ended' : 'refused' };
  }
  if (error instanceof ApiError && error.status === 429) return { at: 'sign-in', refusal: 'slow' };
  return { at: 'failed', credentials, reason: reasonOf(error) };
}
