import type { DialectApp } from '../../dialect.ts';
import { requireMultipart } from '../media-type.ts';
import { NotAvailableError } from '../openai-error.ts';

/** Takes what OpenAI takes, and says that nobody here can listen. */
export function registerTranscriptions(app: DialectApp): void {
  app.post(
    '/audio/transcriptions',
    {
      config: { scope: 'chat', takesFile: true },
      schema: {
        tags: ['Audio'],
        summary: 'Sound as text: not available',
        description: 'Answers 501 `speech_recognition_unavailable`: there is no engine for it yet.',
        consumes: ['multipart/form-data'],
      },
    },
    async (request) => {
      requireMultipart(request);
      // Read to its end: a client that is still sending would not hear the answer.
      for await (const part of request.parts()) if (part.type === 'file') part.file.resume();
      throw new NotAvailableError(
        'speech_recognition_unavailable',
        'Sound cannot be turned into text here yet: Tomo has no engine for it',
      );
    },
  );
}
