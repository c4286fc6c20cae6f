import { z } from 'zod';

export const voice = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string().describe('BCP 47'),
  gender: z.enum(['female', 'male', 'neutral']),
  provider: z.string(),
});
export const voiceList = z.object({ voices: z.array(voice) });
