import { voiceList, voiceListQuery } from '../../../shared/api/voices.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

export function registerVoices(app: NativeApp, { voices }: NativeServices): void {
  app.get(
    '/voices',
    {
      schema: {
        tags: ['Voices'],
        summary: 'List voices',
        description: 'Use an `id` of these as `voice_config.voice_id` of a character.',
        querystring: voiceListQuery,
        response: { 200: voiceList },
      },
    },
    async (request) => {
      const language = request.query.language?.toLowerCase();
      const search = request.query.search?.toLowerCase() ?? '';
      const found = (await voices.voices()).filter(
        (voice) =>
          (language === undefined || `${voice.language.toLowerCase()}-`.startsWith(`${language}-`)) &&
          `${voice.name} ${voice.id}`.toLowerCase().includes(search),
      );
      return { voices: found.map((voice) => ({ ...voice, provider: voice.id.split(':')[0] ?? '' })) };
    },
  );
}
