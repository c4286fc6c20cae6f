/** One picture: where the camera stands, what the face does, which moment of which animation. */
export interface Shot {
  /** Degrees round the character, 0 = from the front. */
  azimuth: number;
  elevation?: number;
  /** What the camera looks at, metres, and how much height fits into the picture. */
  target: [number, number, number];
  height: number;
  background: string;
  expressions?: Record<string, number>;
  animation?: string;
  seconds?: number;
  lookAt?: [number, number, number];
}
