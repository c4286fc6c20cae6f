/** Where things lie on the face, metres; y from the ground. */
export const EYE_X = 0.063;
export const EYE_Y = 0.876;
export const EYE_HALF_WIDTH = 0.0305;
export const EYE_UPPER = 0.039;
export const EYE_LOWER = 0.034;
export const IRIS_RADIUS_X = 0.0252;
export const IRIS_RADIUS_Y = 0.0328;
export const BROW_Y = 0.931;
export const MOUTH_Y = 0.8215;
