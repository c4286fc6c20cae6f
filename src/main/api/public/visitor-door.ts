import type { ServerFrame } from '../../../shared/realtime.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { Visit } from '../../domain/publication/visitor-tokens.ts';
import type { NativeServices } from '../native-app.ts';
import type { RealtimeDoor, RealtimeSession } from '../realtime/realtime-session.ts';

type Services = Pick<NativeServices, 'visits' | 'visitorLimits' | 'publicationEnds'>;

/** For visitors of public pages: one conversation, and of it what a visitor may see. */
export function visitorDoor(services: Services, address: string): RealtimeDoor {
  return {
    frameBytesMax: 16 * 1024,
    unreadBytesMax: 4 * 1024 ** 2,
    signIn: async (token) => sessionOf(services, token, await services.visits.check(token), address),
  };
}

function sessionOf(
  { visits, visitorLimits, publicationEnds }: Services,
  token: string,
  visit: Visit,
  address: string,
): RealtimeSession {
  const own = async (conversationId: string): Promise<Visit> => {
    visits.requireOwn(visit, conversationId);
    return await visits.check(token);
  };
  return {
    user: { id: visit.conversationId, name: 'Visitor' },
    listensAs: { userId: null, visitIn: visit.conversationId, seesEverything: false },
    say: async ({ conversation_id, content, when_busy }) => {
      const checked = await own(conversation_id);
      await visitorLimits.message(checked, address, when_busy === 'interrupt', () =>
        visits.say(checked, content, when_busy),
      );
    },
    interrupt: async (conversationId) => {
      await visits.interrupt(await own(conversationId));
    },
    show: toVisitorFrame,
    watchEnd: (onEnd) => publicationEnds.watch(visit.characterId, onEnd),
  };
}

/**
 * An event with what a visitor may see of it, field by field: what is added to events for their owner later does not
 * come here by itself. How many tokens a prompt has would tell how long the character's instructions are; an error of
 * the engine may name the model or the server that the owner uses.
 */
function toVisitorFrame(frame: ServerFrame): ServerFrame {
  switch (frame.type) {
    case 'message_received': {
      const { conversation_id, message_id, content } = frame;
      return { type: frame.type, conversation_id, message_id, content };
    }
    case 'message_chunk':
      return { type: frame.type, ...place(frame), content: frame.content, is_final: frame.is_final };
    case 'speech_chunk': {
      const { index, text, audio, duration_ms, visemes, emotion, gestures, is_final } = frame;
      const sound = { index, text, audio, duration_ms, visemes, emotion, gestures, is_final };
      return { type: frame.type, ...place(frame), ...sound };
    }
    case 'message_complete': {
      const { content, emotion, animation_triggers } = frame;
      const answer = {
        content,
        audio_url: null,
        emotion,
        animation_triggers,
        usage: NOT_TOLD,
        citations: [],
        memories: [],
      };
      return { type: frame.type, ...place(frame), ...answer };
    }
    case 'message_interrupted':
      return { type: frame.type, ...place(frame), content: frame.content };
    case 'error': {
      const { conversation_id, message_id, reply_to } = frame.details;
      return {
        type: 'error',
        code: 'answer_failed',
        message: 'The character cannot answer just now; try again later',
        details: { conversation_id, message_id, reply_to },
      };
    }
    default:
      throw new DomainError('invalid', `No visitor gets ${frame.type}`);
  }
}

type AnswerFrame = Pick<
  Extract<ServerFrame, { type: 'message_chunk' }>,
  'conversation_id' | 'message_id' | 'reply_to'
>;

const NOT_TOLD = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

function place({ conversation_id, message_id, reply_to }: AnswerFrame) {
  return { conversation_id, message_id, reply_to };
}
