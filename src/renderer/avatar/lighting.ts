import { Color, DirectionalLight, HemisphereLight, type Scene } from 'three';

export type Theme = 'light' | 'dark';

interface Light {
  color: string;
  intensity: number;
}

const LIGHTS: Record<Theme, { key: Light; sky: Light; ground: string; rim: Light }> = {
  light: {
    key: { color: '#fff7ee', intensity: 2.5 },
    sky: { color: '#ffffff', intensity: 0.9 },
    ground: '#e9d9cf',
    rim: { color: '#dfe9ff', intensity: 0.35 },
  },
  dark: {
    key: { color: '#fff2e6', intensity: 2.4 },
    sky: { color: '#cfd2f2', intensity: 0.6 },
    ground: '#6a5768',
    rim: { color: '#9db0ff', intensity: 1.2 },
  },
};

/** A key light from the upper side of the camera, soft light from all around, and a rim from behind. */
export class Lighting {
  readonly #key = new DirectionalLight();
  readonly #sky = new HemisphereLight();
  readonly #rim = new DirectionalLight();

  constructor(scene: Scene) {
    this.#key.position.set(-0.7, 1.1, 1.6);
    this.#rim.position.set(1.2, 1.4, -1.6);
    scene.add(this.#key, this.#sky, this.#rim);
    this.set('light');
  }

  set(theme: Theme): void {
    const { key, sky, ground, rim } = LIGHTS[theme];
    this.#key.color = new Color(key.color);
    this.#key.intensity = key.intensity;
    this.#sky.color = new Color(sky.color);
    this.#sky.groundColor = new Color(ground);
    this.#sky.intensity = sky.intensity;
    this.#rim.color = new Color(rim.color);
    this.#rim.intensity = rim.intensity;
  }
}
