import type { CharacterBody } from '../../../shared/api/characters.ts';
import { reasonOf } from '../../api/reason-of.ts';
import type { TomoApi } from '../../api/tomo-api.ts';
import type { Notices } from '../../ui/notices.ts';
import type { Observable } from '../../ui/observable.ts';
import type { StageHost } from './stage-host.ts';

interface WardrobeOptions {
  api: TomoApi;
  stageHost: StageHost;
  notices: Notices;
  character: Observable<CharacterBody>;
}

/** Gives the character another model: on the stage at once, then on the server. */
export class Wardrobe {
  readonly #options: WardrobeOptions;

  constructor(options: WardrobeOptions) {
    this.#options = options;
  }

  /** A file of this computer. */
  async wearFile(file: File): Promise<void> {
    const { api, stageHost, notices } = this.#options;
    if (!(await stageHost.show(file))) return;
    try {
      const model = await api.uploadVrmModel(file);
      await this.#keep(model.id);
      notices.show('good', 'character.kept', { name: model.name });
    } catch (error) {
      notices.show('bad', 'character.notKept', { reason: reasonOf(error) });
    }
  }

  /** A model that the server has; null is the one that ships with Tomo. */
  async wearModel(id: string | null, fileUrl: string): Promise<void> {
    if (!(await this.#options.stageHost.show(fileUrl))) return;
    try {
      await this.#keep(id);
    } catch (error) {
      this.#options.notices.show('bad', 'character.notKept', { reason: reasonOf(error) });
    }
  }

  async #keep(id: string | null): Promise<void> {
    const { api, character } = this.#options;
    character.set(await api.updateCharacter(character.value.id, { vrm_model_id: id }));
  }
}
