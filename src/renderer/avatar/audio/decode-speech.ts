/**
 * Decodes a whole WAV file, resampled to the context's rate.
 *
 * @param base64 the file; empty for a clause without sound
 * @returns null where there is nothing to play or the file is broken: the clause then passes in silence
 */
export async function decodeSpeech(base64: string, context: BaseAudioContext): Promise<AudioBuffer | null> {
  if (base64 === '') return null;
  try {
    const binary = atob(base64);
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return await context.decodeAudioData(bytes.buffer);
  } catch {
    return null;
  }
}
