import type { SettingsStore } from '../settings/settings-store.ts';
import { bareHost } from './bare-host.ts';

const SETTING = 'webhook_allowed_hosts';

/** A host as the owner writes it: a name or an address, with or without a port. */
const ENTRY = /^(\[[0-9a-f:.]+\]|[^[\]:/@?#\s]+)(?::(\d{1,5}))?$/i;

/** The hosts in private networks to which accounts may have Tomo send something too; the owner chooses them. */
export class AllowedHosts {
  readonly #settings: SettingsStore;
  #entries: readonly string[];

  private constructor(settings: SettingsStore, entries: readonly string[]) {
    this.#settings = settings;
    this.#entries = entries;
  }

  static async load(settings: SettingsStore): Promise<AllowedHosts> {
    return new AllowedHosts(settings, ((await settings.get(SETTING)) as string[] | undefined) ?? []);
  }

  get current(): readonly string[] {
    return this.#entries;
  }

  async change(entries: readonly string[]): Promise<void> {
    const next = [...new Set(entries.map((entry) => entry.toLowerCase()))];
    await this.#settings.set(SETTING, next);
    this.#entries = next;
  }

  /** @param port the one that is connected to, also where an address leaves it out */
  has(host: string, port: number): boolean {
    return this.#entries.some((entry) => {
      const [, name = '', wanted] = ENTRY.exec(entry) ?? [];
      return bareHost(name) === bareHost(host) && (wanted === undefined || Number(wanted) === port);
    });
  }
}
