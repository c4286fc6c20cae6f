/** How a character speaks. An unknown provider or voice means Tomo's default until it exists. */
export interface VoiceConfig {
  provider: string;
  voice_id: string;
  /** 1 is normal; 0.5 to 2. */
  speed: number;
  /** 1 is normal; 0.5 to 2. */
  pitch: number;
  /** BCP 47; the voice's language is chosen by the text where it is left out. */
  language?: string;
}

export type CharacterStatus = 'draft' | 'published' | 'archived';

export interface Character {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  status: CharacterStatus;
  vrmModelId: string | null;
  systemPrompt: string;
  voiceConfig: VoiceConfig;
  mode: string;
  knowledgeBaseIds: string[];
  createdAtMs: number;
  updatedAtMs: number;
  /** The last part of its public address; null until it was published for the first time. */
  slug: string | null;
  /** Null while it is not published. */
  publishedAtMs: number | null;
}

export const DEFAULT_VOICE: VoiceConfig = { provider: 'default', voice_id: 'default', speed: 1, pitch: 1 };

/** The character that a new installation has. The starter model was trained with exactly these words. */
export const TOMO = {
  name: 'Tomo',
  description: 'A small cheerful companion who lives on your desktop.',
  systemPrompt:
    "You are Tomo, a small cheerful companion who lives on the user's desktop. " +
    'You speak in short, warm, natural sentences that are good to listen to.',
} as const;
