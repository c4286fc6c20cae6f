import { type ArmPose, type BodyPose, type Pose, pose } from './pose.ts';

/** Arms hanging at the sides, a little bent, fingers loose. */
export const HANGING: ArmPose = {
  upper: [0.34, -0.92, -0.02],
  fore: [0.2, -0.95, 0.26],
  palm: [-0.95, -0.1, -0.3],
  curl: [0.25, 0.2, 0.26, 0.3, 0.34],
};

/** How the character stands when it does nothing: every gesture starts and ends here. */
export const STANDING: BodyPose = {
  spine: [1, 0, 0],
  chest: [-1.5, 0, 0],
  neck: [2, 0, 0],
  head: [-1, 0, 0],
  hipsOffset: [0, -0.004, 0],
  left: HANGING,
  right: HANGING,
};

/** The standing pose with some parts changed. */
export function stand(change: Partial<BodyPose> = {}): Pose {
  return pose({ ...STANDING, ...change });
}
