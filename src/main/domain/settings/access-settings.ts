import type { SettingsStore } from './settings-store.ts';

interface Access {
  /** Web pages that may talk to Tomo, e.g. `https://example.org`. */
  allowedOrigins: readonly string[];
  /** Names by which this machine may be addressed, besides the loopback ones. */
  allowedHosts: readonly string[];
}

const SETTING = 'access';

/** Whom the owner lets in; kept at hand because every request asks. */
export class AccessSettings {
  readonly #settings: SettingsStore;
  #current: Access;

  private constructor(settings: SettingsStore, current: Access) {
    this.#settings = settings;
    this.#current = current;
  }

  static async load(settings: SettingsStore): Promise<AccessSettings> {
    const stored = (await settings.get(SETTING)) as Access | undefined;
    return new AccessSettings(settings, stored ?? { allowedOrigins: [], allowedHosts: [] });
  }

  get current(): Access {
    return this.#current;
  }

  /** What is left out stays as it is. */
  async change(changes: {
    allowedOrigins?: readonly string[] | undefined;
    allowedHosts?: readonly string[] | undefined;
  }): Promise<void> {
    const next = {
      allowedOrigins: changes.allowedOrigins ?? this.#current.allowedOrigins,
      allowedHosts: changes.allowedHosts?.map((host) => host.toLowerCase()) ?? this.#current.allowedHosts,
    };
    await this.#settings.set(SETTING, next);
    this.#current = next;
  }
}
