import type { ModelFileBody, SettingsBody, SettingsChanges } from '../../../shared/api/settings.ts';
import type { StatusBody } from '../../../shared/api/status.ts';
import { reasonOf } from '../../api/reason-of.ts';
import type { TomoApi } from '../../api/tomo-api.ts';
import type { Notices } from '../../ui/notices.ts';
import { Observable } from '../../ui/observable.ts';

export interface ModelUpload {
  name: string;
  /** 0 to 1; at 1 the server is checking the file. */
  share: number;
}

export interface ModelDeskState {
  status: StatusBody | null;
  settings: SettingsBody | null;
  files: readonly ModelFileBody[];
  upload: ModelUpload | null;
  /** What the last change was refused with. */
  problem: string | null;
}

const WHILE_LOADING_MS = 1_000;
const OTHERWISE_MS = 20_000;

/** Which language model answers, which ones are there, and how one is changed for another. */
export class ModelDesk {
  readonly state = new Observable<ModelDeskState>({
    status: null,
    settings: null,
    files: [],
    upload: null,
    problem: null,
  });
  readonly #api: TomoApi;
  readonly #notices: Notices;
  readonly #isOwner: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #upload: AbortController | null = null;
  #closed = false;

  /** @param isOwner only the owner of the installation chooses; others see what is in use */
  constructor(api: TomoApi, notices: Notices, isOwner: boolean) {
    this.#api = api;
    this.#notices = notices;
    this.#isOwner = isOwner;
    void this.refresh();
    void this.refreshStatus();
  }

  /** The settings and the files. */
  async refresh(): Promise<void> {
    if (!this.#isOwner) return;
    try {
      const [settings, files] = await Promise.all([this.#api.settings(), this.#api.modelFiles()]);
      this.#change({ settings, files });
    } catch {
      // The connection's banner tells; the next opening of the page asks again.
    }
  }

  /** Asks what the model is doing, and asks again: often while it loads. The requests of an account are counted. */
  async refreshStatus(): Promise<void> {
    clearTimeout(this.#timer);
    const status = await this.#api.status().catch(() => null);
    if (this.#closed) return;
    if (status !== null) this.#change({ status });
    const isLoading = status?.model.state === 'loading';
    clearTimeout(this.#timer);
    if (!isLoading && !this.#isOwner) return;
    const waitMs = isLoading ? WHILE_LOADING_MS : OTHERWISE_MS;
    this.#timer = setTimeout(() => void this.refreshStatus(), waitMs);
  }

  /** @returns false where the server refused; `problem` says why. */
  async choose(model: NonNullable<SettingsChanges['model']>): Promise<boolean> {
    return await this.#attempt(async () => {
      this.#change({ settings: await this.#api.changeSettings({ model }) });
      await this.refreshStatus();
    });
  }

  /** Adds a GGUF file and takes it. */
  async addFile(file: File): Promise<void> {
    this.#upload?.abort();
    const upload = new AbortController();
    this.#upload = upload;
    this.#change({ upload: { name: file.name, share: 0 } });
    const added = await this.#attempt(async () => {
      const { id, name } = await this.#api.uploadModelFile(file, {
        signal: upload.signal,
        onProgress: (share) => this.#change({ upload: { name: file.name, share } }),
      });
      await this.refresh();
      if (await this.choose({ provider: 'file', id })) this.#notices.show('good', 'models.added', { name });
    }, upload.signal);
    if (this.#upload === upload) this.#change({ upload: null });
    if (!added) await this.refresh();
  }

  cancelUpload(): void {
    this.#upload?.abort();
  }

  async hintSeen(): Promise<void> {
    const { settings } = this.state.value;
    if (settings !== null) this.#change({ settings: { ...settings, bigger_model_hint_seen: true } });
    await this.#api.changeSettings({ bigger_model_hint_seen: true }).catch(() => {});
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#upload?.abort();
  }

  async #attempt(work: () => Promise<void>, signal?: AbortSignal): Promise<boolean> {
    this.#change({ problem: null });
    try {
      await work();
      return true;
    } catch (error) {
      if (!signal?.aborted) this.#change({ problem: reasonOf(error) });
      return false;
    }
  }

  #change(changes: Partial<ModelDeskState>): void {
    this.state.set({ ...this.state.value, ...changes });
  }
}
