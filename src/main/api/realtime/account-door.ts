import type { ServerFrame } from '../../../shared/realtime.ts';
import { type Principal, seesEverything } from '../../domain/accounts/principal.ts';
import { requireScope } from '../../http/auth/authorize.ts';
import { refuseExceeded } from '../../http/rate-limit/request-limits.ts';
import type { NativeServices } from '../native-app.ts';
import type { RealtimeDoor, RealtimeSession } from './realtime-session.ts';

interface RealtimeClient {
  /** The network address, for slowing down whoever guesses keys. */
  address: string;
  /** As it asked for this server, e.g. `http://127.0.0.1:8787`. */
  baseUrl: string;
}

type Services = Pick<NativeServices, 'authenticator' | 'chat' | 'credentialEnds' | 'requestLimits'>;

/** For accounts, with whatever they show over HTTP too. */
export function accountDoor(services: Services, client: RealtimeClient): RealtimeDoor {
  return {
    frameBytesMax: 1024 ** 2,
    unreadBytesMax: 16 * 1024 ** 2,
    signIn: async (token) =>
      sessionOf(services, client, await services.authenticator.authenticate(token, client.address)),
  };
}

function sessionOf(services: Services, { baseUrl }: RealtimeClient, signedIn: Principal): RealtimeSession {
  const { authenticator, chat, credentialEnds, requestLimits } = services;
  let principal = signedIn;
  /** As over HTTP: whoever says something is who they were, may chat, and has requests left. */
  const mayChat = async (): Promise<Principal> => {
    const renewed = await authenticator.renew(principal);
    refuseExceeded(await requestLimits.take(renewed));
    requireScope(renewed, 'chat');
    principal = renewed;
    return renewed;
  };
  return {
    user: { id: signedIn.userId, name: signedIn.name },
    listensAs: { userId: signedIn.userId, seesEverything: seesEverything(signedIn) },
    say: async (frame) => {
      await chat.say(await mayChat(), frame.conversation_id, frame.content, frame.when_busy);
    },
    interrupt: async (conversationId) => {
      await chat.interrupt(await mayChat(), conversationId);
    },
    show: (frame) => withAbsoluteUrls(frame, baseUrl),
    watchEnd: (onEnd) => credentialEnds.watch(signedIn, onEnd),
  };
}

/** Addresses in frames are on the host that this client asked. */
function withAbsoluteUrls(frame: ServerFrame, baseUrl: string): ServerFrame {
  if (frame.type !== 'message_complete' || frame.audio_url === null) return frame;
  return { ...frame, audio_url: baseUrl + frame.audio_url };
}
