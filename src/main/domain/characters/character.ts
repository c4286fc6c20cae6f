/** How a character speaks. An unknown provider or voice means Tomo's default until it exists. */
export interface VoiceConfig {
  provider: string;
  voice_id: string;
  /** 1 is normal; 0.5 to 2. */
  speed: number;
  /** 1 is normal; 0.5 to 2. */
  pitch: number;
  /** BCP 47; the voice's language is chosen by the text where it is left out. */
  language?: string | undefined;
}

/** How a character's answers are written; what is left out is Tomo's default. */
export interface GenerationConfig {
  /** 0 to 2. */
  temperature?: number;
  /** The longest answer, in tokens. */
  maxTokens?: number;
}

export type CharacterAttributes = Readonly<Record<string, unknown>>;

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
  /** What programs of its account call it; null where its id is its only name. */
  handle: string | null;
  /** How it is, in a few words; empty where its instructions say all. */
  personality: string;
  generation: GenerationConfig;
  /** What programs note about it for themselves; Tomo reads none of it. */
  attributes: CharacterAttributes;
}

/** What a model is told about who it is. */
export function instructionsOf({ systemPrompt, personality }: Character): string {
  return personality === '' ? systemPrompt : `${systemPrompt}\n\nYour personality: ${personality}`.trim();
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

/** Further characters of a new account, which programs that were written for other platforms expect. */
export const EXPECTED_BY_PROGRAMS = [
  {
    handle: 'assistant',
    name: 'Assistant',
    description: 'A helpful and friendly AI assistant',
    personality: 'Professional, helpful, and knowledgeable',
    systemPrompt:
      'You are a helpful assistant. You answer clearly, and say so when you do not know something.',
  },
  {
    handle: 'creative',
    name: 'Creative Writer',
    description: 'An imaginative AI focused on creative tasks',
    personality: 'Creative, artistic, and inspiring',
    systemPrompt: 'You are a creative writer. You love images, sounds and unexpected words.',
    voiceConfig: { voice_id: 'expressive' },
  },
] as const;
