import { z } from 'zod';

export const voice = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string().describe('BCP 47'),
  gender: z.enum(['female', 'male', 'neutral']),
  provider: z.string(),
});
export const voiceListQuery = z.object({
  language: z.string().max(35).optional().describe('BCP 47; `en` finds `en-US` too'),
  search: z.string().max(200).optional().describe('In names and ids'),
});
export const voiceList = z.object({ voices: z.array(voice) });
