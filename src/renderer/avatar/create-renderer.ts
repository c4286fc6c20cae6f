import { WebGLRenderer } from 'three';
import { AvatarStageError } from './avatar-stage-error.ts';

/** @throws AvatarStageError */
export function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer {
  const attributes: WebGLContextAttributes = {
    alpha: true,
    antialias: true,
    depth: true,
    stencil: false,
    premultipliedAlpha: true,
    powerPreference: 'default',
  };
  const context = canvas.getContext('webgl2', attributes);
  if (!context) throw unavailable();
  try {
    const renderer = new WebGLRenderer({ canvas, context, ...attributes });
    renderer.setClearColor(0x000000, 0);
    return renderer;
  } catch (cause) {
    throw unavailable({ cause });
  }
}

/** Tells when the graphics driver takes the drawing context away (true) and gives it back (false). */
export function watchContext(
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
  onChange: (lost: boolean) => void,
): void {
  canvas.addEventListener('webglcontextlost', () => onChange(true), { signal });
  canvas.addEventListener('webglcontextrestored', () => onChange(false), { signal });
}

function unavailable(options?: ErrorOptions): AvatarStageError {
  return new AvatarStageError(
    'The character cannot be drawn: this browser or graphics driver offers no WebGL 2. Talking works without it.',
    options,
  );
}
