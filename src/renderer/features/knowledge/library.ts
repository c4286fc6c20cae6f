import type { CharacterBody } from '../../../shared/api/characters.ts';
import type { DocumentBody, KnowledgeBaseBody } from '../../../shared/api/knowledge-bases.ts';
import type { ServerFrame } from '../../../shared/realtime.ts';
import { reasonOf } from '../../api/reason-of.ts';
import type { TomoApi } from '../../api/tomo-api.ts';
import { Observable } from '../../ui/observable.ts';

/** A place in a document that somebody wants to read. */
export interface ReadingPlace {
  baseId: string;
  documentId: string;
  filename: string;
  /** Of the passage, from 0. */
  position: number;
}

export interface LibraryState {
  /** Null until they are known. */
  bases: readonly KnowledgeBaseBody[] | null;
  /** The one that is shown. */
  base: KnowledgeBaseBody | null;
  documents: readonly DocumentBody[];
  /** How many there are in all. */
  documentCount: number;
  /** Of the files that are being sent: how many have arrived. */
  sending: { done: number; total: number } | null;
  problem: string | null;
  reading: ReadingPlace | null;
}

interface LibraryDependencies {
  api: TomoApi;
  character: Observable<CharacterBody>;
  /** What a first collection is called. */
  firstName(): string;
}

/** The documents of an account, and which of them the character looks things up in. */
export class Library {
  readonly state = new Observable<LibraryState>({
    bases: null,
    base: null,
    documents: [],
    documentCount: 0,
    sending: null,
    problem: null,
    reading: null,
  });
  readonly #deps: LibraryDependencies;
  /** Documents that are being sent or read; asked for again together. */
  #refreshing: Promise<void> | null = null;
  #page = 1;

  constructor(deps: LibraryDependencies) {
    this.#deps = deps;
  }

  /** Shows what there is: the collection that is shown already, else the character's, else the newest. */
  async refresh(): Promise<void> {
    const { api, character } = this.#deps;
    await this.#attempt(async () => {
      const bases = await api.knowledge.bases();
      const shown = this.state.value.base?.id ?? character.value.knowledge_base_ids[0];
      const base = bases.find(({ id }) => id === shown) ?? bases[0] ?? null;
      this.#change({ bases, base });
      await this.#loadDocuments();
    });
  }

  async show(base: KnowledgeBaseBody): Promise<void> {
    this.#page = 1;
    this.#change({ base, documents: [], documentCount: 0 });
    await this.#attempt(() => this.#loadDocuments());
  }

  async showMore(): Promise<void> {
    this.#page += 1;
    await this.#attempt(() => this.#loadDocuments());
  }

  /** Sends files one after another. Without any collection, one is made that the character looks things up in. */
  async addFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    await this.#attempt(async () => {
      const base = await this.#someBase();
      const failures: string[] = [];
      for (const [done, file] of files.entries()) {
        this.#change({ sending: { done, total: files.length } });
        await this.#deps.api.knowledge
          .addDocument(base.id, file)
          .catch((error: unknown) => failures.push(`${file.name}: ${reasonOf(error)}`));
      }
      await this.refresh();
      if (failures.length > 0) this.#change({ problem: failures.slice(0, 3).join(' ') });
    });
    this.#change({ sending: null });
  }

  async addBase(name: string): Promise<void> {
    await this.#attempt(async () => {
      const base = await this.#deps.api.knowledge.createBase(name);
      await this.use(base.id, true);
      this.#change({ base });
      await this.refresh();
    });
  }

  async deleteBase(id: string): Promise<void> {
    await this.#attempt(async () => {
      const { api, character } = this.#deps;
      await api.knowledge.deleteBase(id);
      const left = character.value.knowledge_base_ids.filter((other) => other !== id);
      character.set({ ...character.value, knowledge_base_ids: left });
      this.#change({ base: null, documents: [], documentCount: 0 });
      await this.refresh();
    });
  }

  async deleteDocument({ id, knowledge_base_id }: DocumentBody): Promise<void> {
    await this.#attempt(async () => {
      await this.#deps.api.knowledge.deleteDocument(knowledge_base_id, id);
      await this.refresh();
    });
  }

  /** Whether the character looks things up in a collection. */
  async use(baseId: string, used: boolean): Promise<void> {
    const { api, character } = this.#deps;
    await this.#attempt(async () => {
      const others = character.value.knowledge_base_ids.filter((id) => id !== baseId);
      const knowledge_base_ids = used ? [...others, baseId] : others;
      character.set(await api.updateCharacter(character.value.id, { knowledge_base_ids }));
    });
  }

  read(place: ReadingPlace | null): void {
    this.#change({ reading: place });
  }

  /** What the server tells of documents while it reads them. */
  readonly receive = (frame: ServerFrame): void => {
    if (frame.type !== 'document_progress') return;
    const { documents, base } = this.state.value;
    if (frame.knowledge_base_id !== base?.id) return;
    const known = documents.some(({ id }) => id === frame.document_id);
    if (known) {
      this.#change({
        documents: documents.map((document) =>
          document.id === frame.document_id ? withProgress(document, frame) : document,
        ),
      });
    }
    // Its title and pages are known now, and the one that it takes the place of is gone.
    if (!known || frame.status !== 'processing') {
      this.#refreshing ??= new Promise<void>((resolve) => setTimeout(resolve, 300))
        .then(() => this.refresh())
        .finally(() => {
          this.#refreshing = null;
        });
    }
  };

  async #someBase(): Promise<KnowledgeBaseBody> {
    const { api, character, firstName } = this.#deps;
    if (this.state.value.bases === null) await this.refresh();
    const { base } = this.state.value;
    if (base !== null) return base;
    const made = await api.knowledge.createBase(firstName());
    const knowledge_base_ids = [...character.value.knowledge_base_ids, made.id];
    character.set(await api.updateCharacter(character.value.id, { knowledge_base_ids }));
    this.#change({ base: made });
    return made;
  }

  async #loadDocuments(): Promise<void> {
    const { base } = this.state.value;
    if (base === null) {
      this.#change({ documents: [], documentCount: 0 });
      return;
    }
    const documents: DocumentBody[] = [];
    let documentCount = 0;
    for (let page = 1; page <= this.#page; page++) {
      const loaded = await this.#deps.api.knowledge.documents(base.id, page);
      documents.push(...loaded.documents);
      documentCount = loaded.pagination.total;
    }
    if (this.state.value.base?.id === base.id) this.#change({ documents, documentCount });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.#change({ problem: null });
    await work().catch((error: unknown) => this.#change({ problem: reasonOf(error) }));
  }

  #change(changes: Partial<LibraryState>): void {
    this.state.set({ ...this.state.value, ...changes });
  }
}

function withProgress(
  document: DocumentBody,
  { status, done, total, error }: Extract<ServerFrame, { type: 'document_progress' }>,
): DocumentBody {
  return { ...document, status, chunks_created: done, total_chunks: total, error };
}
