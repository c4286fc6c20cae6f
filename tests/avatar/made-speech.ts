import { encodeWav } from '../../src/main/domain/voice/wav.ts';
import type { SpeechChunkFrame } from '../../src/shared/realtime.ts';

const SAMPLE_RATE_HZ = 22050;

/** A clause that sounds like nobody: a hum with syllables, and a mouth mark for each of them. */
export function madeChunk(options: {
  index: number;
  seconds: number;
  isFinal?: boolean;
  messageId?: string;
  emotion?: SpeechChunkFrame['emotion'];
  gestures?: SpeechChunkFrame['gestures'];
  text?: string;
}): SpeechChunkFrame {
  const {
    index,
    seconds,
    isFinal = false,
    messageId = 'msg_1',
    emotion = 'neutral',
    gestures = [],
  } = options;
  const shapes = ['aa', 'oh', 'ee', 'ou', 'ih'] as const;
  const syllableMs = 400;
  const visemes = Array.from({ length: Math.floor((seconds * 1000) / syllableMs) }, (_, syllable) => ({
    t: syllable * syllableMs,
    d: syllableMs * 0.9,
    v: shapes[syllable % shapes.length] ?? 'aa',
    w: 0.9,
  }));
  return {
    type: 'speech_chunk',
    conversation_id: 'conv_1',
    message_id: messageId,
    index,
    text: options.text ?? 'La la la,',
    audio: { format: 'wav', sample_rate: SAMPLE_RATE_HZ, data: hum(seconds).toString('base64') },
    duration_ms: seconds * 1000,
    visemes,
    emotion,
    gestures,
    is_final: isFinal,
  };
}

function hum(seconds: number): Buffer {
  const count = Math.round(seconds * SAMPLE_RATE_HZ);
  const samples = Int16Array.from({ length: count }, (_, index) => {
    const tS = index / SAMPLE_RATE_HZ;
    const loudness = 0.4 + 0.3 * Math.sin(2 * Math.PI * 5 * tS);
    return Math.round(20000 * loudness * Math.sin(2 * Math.PI * 180 * tS));
  });
  return encodeWav(samples, SAMPLE_RATE_HZ);
}
