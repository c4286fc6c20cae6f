/** The feelings a character can show: the emotion presets of VRM 1.0, plus `neutral`. */
export const EMOTIONS = ['neutral', 'happy', 'angry', 'sad', 'relaxed', 'surprised'] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** Gestures that ship with Tomo as VRMA files; their names are the tags that a model writes. */
export const GESTURES = [
  'nod',
  'shake_head',
  'wave',
  'gesture_explain',
  'think',
  'bow',
  'laugh',
  'shrug',
] as const;
export type Gesture = (typeof GESTURES)[number];
