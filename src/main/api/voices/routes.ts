import { voiceList } from '../../../shared/api/voices.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

export function registerVoices(app: NativeApp, { voices }: NativeServices): void {
  app.get(
    '/voices',
    {
      schema: {
        tags: ['Voices'],
        summary: 'List voices',
        description: 'Use an `id` of these as `voice_config.voice_id` of a character.',
        response: { 200: voiceList },
      },
    },
    async () => {
      const found = await voices.voices();
      return { voices: found.map((voice) => ({ ...voice, provider: voice.id.split(':')[0] ?? '' })) };
    },
  );
}
