import type { SecretBox } from '../../storage/secret-box.ts';
import type { SettingsStore } from '../settings/settings-store.ts';

/** The server that takes mail from Tomo. */
export interface SmtpServer {
  host: string;
  port: number;
  /** `tls` from the first byte; `starttls` before anything is said; `none` for a server on this machine. */
  security: 'tls' | 'starttls' | 'none';
  username: string | null;
  password: string | null;
  /** The address that mail comes from. */
  from: string;
}

export type SmtpChoice = Omit<SmtpServer, 'password'> & { password?: string | undefined };

type Stored = Omit<SmtpServer, 'password'> & { passwordSealed: string | null };

const SETTING = 'smtp';

/** The mail server that the owner chose; its password is sealed where it is stored. */
export class SmtpSettings {
  readonly #settings: SettingsStore;
  readonly #secrets: SecretBox;

  constructor(settings: SettingsStore, secrets: SecretBox) {
    this.#settings = settings;
    this.#secrets = secrets;
  }

  /** Null where none was chosen. */
  async current(): Promise<SmtpServer | null> {
    const stored = await this.#stored();
    if (stored === null) return null;
    const { passwordSealed, ...server } = stored;
    return { ...server, password: passwordSealed === null ? null : this.#secrets.open(passwordSealed) };
  }

  /** A password that is left out stays, as long as it is for the same name on the same server. */
  async choose(choice: SmtpChoice | null): Promise<void> {
    if (choice === null) return await this.#settings.set(SETTING, null);
    const { password, ...server } = choice;
    const before = await this.#stored();
    const isSame = before?.host === server.host && before.username === server.username;
    const kept = isSame ? (before?.passwordSealed ?? null) : null;
    const passwordSealed = password === undefined ? kept : this.#secrets.seal(password);
    await this.#settings.set(SETTING, { ...server, passwordSealed } satisfies Stored);
  }

  async #stored(): Promise<Stored | null> {
    return ((await this.#settings.get(SETTING)) as Stored | null | undefined) ?? null;
  }
}
