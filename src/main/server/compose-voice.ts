import type { Kysely } from 'kysely';
import type { Character } from '../domain/characters/character.ts';
import type { SpeakClause } from '../domain/chat/speech-track.ts';
import { MessageAudio } from '../domain/voice/message-audio.ts';
import { ReadAloud } from '../domain/voice/read-aloud.ts';
import { SpeechService } from '../domain/voice/speech-service.ts';
import { SpokenTexts } from '../domain/voice/spoken-texts.ts';
import type { SpeechSynthesizer } from '../inference/tts.ts';
import type { Schema } from '../storage/schema.ts';

interface VoiceParts {
  db: Kysely<Schema>;
  voices: SpeechSynthesizer;
  /** Where the sounds of answers are kept. */
  audioDirectory: string;
  /** Where texts are kept that were read aloud. */
  spokenDirectory: string;
}

/** How characters speak, and the sounds that are kept. */
export async function composeVoice({ db, voices, audioDirectory, spokenDirectory }: VoiceParts) {
  const speech = new SpeechService(voices);
  const speak: MessageAudioOptions['speak'] = (text, voice) => speech.speakText(text, voice);
  const spokenTexts = new SpokenTexts({ db, directory: spokenDirectory, speak });
  await spokenTexts.recover();
  return {
    speak: (character: Character): SpeakClause => {
      const speakClause = speech.speaker(character.voiceConfig);
      return (clause, signal) => speakClause(clause.text, signal);
    },
    services: {
      messageAudio: new MessageAudio({ db, directory: audioDirectory, speak }),
      readAloud: new ReadAloud(voices),
      spokenTexts,
      voices,
    },
  };
}

type MessageAudioOptions = ConstructorParameters<typeof MessageAudio>[0];
