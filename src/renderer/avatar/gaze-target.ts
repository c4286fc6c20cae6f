import { type Camera, Vector3 } from 'three';
import { damp } from './damp.ts';

/** A pointer is taken to be this share of the way from the camera to the face. */
const POINTER_DEPTH = 0.7;
const RETURN_AFTER_S = 5;
const TAU_S = 0.09;

/** The point in the world that the character looks at: the pointer while it moves, else the camera. */
export class GazeTarget {
  readonly point = new Vector3(0, 1.4, 3);
  readonly #wanted = new Vector3();
  readonly #ray = new Vector3();
  #pointer: { x: number; y: number } | null = null;
  #restS = 0;

  /** Normalised device coordinates, -1 to 1, x to the right, y up; null looks into the camera. */
  setPointer(pointer: { x: number; y: number } | null): void {
    this.#pointer = pointer;
    this.#restS = 0;
  }

  /** How long the pointer has rested, in seconds. */
  get restS(): number {
    return this.#restS;
  }

  update(deltaS: number, camera: Camera): void {
    this.#restS += deltaS;
    this.#wanted.copy(camera.position);
    if (this.#pointer && this.#restS < RETURN_AFTER_S) {
      this.#ray.set(this.#pointer.x, this.#pointer.y, 0.5).unproject(camera).sub(camera.position).normalize();
      const depth = camera.position.z * POINTER_DEPTH;
      this.#wanted.addScaledVector(this.#ray, depth / Math.max(-this.#ray.z, 0.2));
    }
    for (const axis of ['x', 'y', 'z'] as const) {
      this.point[axis] = damp(this.point[axis], this.#wanted[axis], TAU_S, deltaS);
    }
  }
}
