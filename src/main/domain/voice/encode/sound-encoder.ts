/** Writes a file of sound while it is made; what is encoded is one channel of 16-bit samples. */
export interface SoundEncoder {
  /** The bytes that can be sent now; often some, sometimes none. */
  push(samples: Int16Array): Uint8Array;
  /** The last bytes. Nothing may be pushed after them. */
  end(): Uint8Array;
  /** Frees what it holds, also when it was not ended; may be called twice. */
  dispose(): void;
}

export interface SoundFormat {
  contentType: string;
  /** @param sampleRateHz 24,000, which every format takes */
  open(sampleRateHz: number): Promise<SoundEncoder>;
}
