import { PerspectiveCamera, Vector3, type WebGLRenderer } from 'three';
import { damp } from './damp.ts';
import { type BodyMeasures, type Framing, type Insets, placeCamera } from './framing.ts';
import { type FreeArea, freeArea } from './free-area.ts';

const FOV_DEG = 22;
const MOVE_TAU_S = 0.18;
const LARGEST_PIXEL_RATIO = 2;

/** The canvas's size and resolution, and the camera that keeps the character in its free area. */
export class Viewport {
  readonly camera = new PerspectiveCamera(FOV_DEG, 1, 0.05, 100);
  readonly #canvas: HTMLCanvasElement;
  readonly #renderer: WebGLRenderer;
  #body: BodyMeasures | null = null;
  #framing: Framing = 'auto';
  #insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  #widthPx = 0;
  #heightPx = 0;
  #pixelRatio = 0;
  #targetY = 1.2;
  #distance = 3;
  #jump = true;

  constructor(canvas: HTMLCanvasElement, renderer: WebGLRenderer) {
    this.#canvas = canvas;
    this.#renderer = renderer;
  }

  get pixelRatio(): number {
    return this.#pixelRatio;
  }

  /** Frames another character, at once. */
  setBody(body: BodyMeasures): void {
    this.#body = body;
    this.#jump = true;
  }

  setFraming(framing: Framing): void {
    this.#framing = framing;
  }

  setInsets(insets: Partial<Insets>): void {
    this.#insets = { ...this.#insets, ...insets };
  }

  /** Takes over the canvas's size on the page. Returns whether the picture has to be drawn anew. */
  fit(resolutionScale: number): boolean {
    const widthPx = this.#canvas.clientWidth;
    const heightPx = this.#canvas.clientHeight;
    const pixelRatio = Math.min(globalThis.devicePixelRatio || 1, LARGEST_PIXEL_RATIO) * resolutionScale;
    if (widthPx === this.#widthPx && heightPx === this.#heightPx && pixelRatio === this.#pixelRatio)
      return false;
    if (widthPx !== this.#widthPx || heightPx !== this.#heightPx) this.#jump = true;
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#pixelRatio = pixelRatio;
    this.#renderer.setPixelRatio(pixelRatio);
    this.#renderer.setSize(widthPx, heightPx, false);
    return true;
  }

  /** True while the camera is on its way. */
  update(deltaS: number): boolean {
    if (!this.#body || this.#widthPx === 0 || this.#heightPx === 0) return false;
    const free = freeArea(this.#widthPx, this.#heightPx, this.#insets);
    const to = placeCamera(this.#body, this.#framing, free.widthPx / free.heightPx, FOV_DEG);
    const moving = Math.abs(to.distance - this.#distance) + Math.abs(to.targetY - this.#targetY) > 0.004;
    this.#distance = this.#jump ? to.distance : damp(this.#distance, to.distance, MOVE_TAU_S, deltaS);
    this.#targetY = this.#jump ? to.targetY : damp(this.#targetY, to.targetY, MOVE_TAU_S, deltaS);
    this.#jump = false;
    this.#aim(free);
    return moving;
  }

  headBox(): { left: number; top: number; width: number; height: number } | null {
    if (!this.#body) return null;
    const { headTopY, headBottomY, headHalfWidth, frontZ } = this.#body;
    this.camera.updateMatrixWorld();
    const corner = (x: number, y: number): Vector3 => new Vector3(x, y, frontZ / 2).project(this.camera);
    const from = corner(-headHalfWidth, headTopY);
    const to = corner(headHalfWidth, headBottomY);
    return {
      left: ((from.x + 1) / 2) * this.#widthPx,
      top: ((1 - from.y) / 2) * this.#heightPx,
      width: ((to.x - from.x) / 2) * this.#widthPx,
      height: ((from.y - to.y) / 2) * this.#heightPx,
    };
  }

  /** The free area is seen at the full field of view; the picture goes on around it. */
  #aim({ leftPx, topPx, widthPx, heightPx }: FreeArea): void {
    const { camera } = this;
    camera.fov = FOV_DEG;
    camera.near = this.#distance / 60;
    camera.far = this.#distance * 20;
    camera.position.set(0, this.#targetY, this.#distance);
    camera.rotation.set(0, 0, 0);
    // setViewOffset sets the aspect from the full size and updates the projection.
    camera.setViewOffset(widthPx, heightPx, -leftPx, -topPx, this.#widthPx, this.#heightPx);
    camera.aspect = widthPx / heightPx;
    camera.updateProjectionMatrix();
  }
}
