import type { SettingsStore } from './settings-store.ts';

interface Access {
  /** Web pages that may talk to Tomo, e.g. `https://example.org`. */
  allowedOrigins: readonly string[];
  /** Names by which this machine may be addressed, besides the loopback ones. */
  allowedHosts: readonly string[];
  /** Whether everybody may register an account. */
  registrationOpen: boolean;
}

const CLOSED: Access = { allowedOrigins: [], allowedHosts: [], registrationOpen: false };
const SETTING = 'access';

/** Whom the owner lets in; kept at hand because every request asks. */
export class AccessSettings {
  readonly #settings: SettingsStore;
  readonly #forThisRun: Partial<Access>;
  #stored: Access;

  private constructor(settings: SettingsStore, stored: Access, forThisRun: Partial<Access>) {
    this.#settings = settings;
    this.#stored = stored;
    this.#forThisRun = forThisRun;
  }

  /** @param forThisRun what the command line says, whatever is stored */
  static async load(settings: SettingsStore, forThisRun: Partial<Access> = {}): Promise<AccessSettings> {
    const stored = (await settings.get(SETTING)) as Partial<Access> | undefined;
    return new AccessSettings(settings, { ...CLOSED, ...stored }, forThisRun);
  }

  get current(): Access {
    return { ...this.#stored, ...this.#forThisRun };
  }

  /** What is left out stays as it is. */
  async change(changes: {
    allowedOrigins?: readonly string[] | undefined;
    allowedHosts?: readonly string[] | undefined;
    registrationOpen?: boolean | undefined;
  }): Promise<void> {
    const next = {
      allowedOrigins: changes.allowedOrigins?.map(toOrigin) ?? this.#stored.allowedOrigins,
      allowedHosts: changes.allowedHosts?.map((host) => host.toLowerCase()) ?? this.#stored.allowedHosts,
      registrationOpen: changes.registrationOpen ?? this.#stored.registrationOpen,
    };
    await this.#settings.set(SETTING, next);
    this.#stored = next;
  }
}

/** As a browser sends it: without the default port of its scheme and without a slash at its end. */
function toOrigin(address: string): string {
  const { protocol, host, origin } = new URL(address);
  return origin === 'null' ? `${protocol}//${host}` : origin;
}
