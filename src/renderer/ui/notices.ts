import { Observable } from './observable.ts';

export type NoticeText =
  | 'character.kept'
  | 'character.notKept'
  | 'character.notLoaded'
  | 'character.notReached'
  | 'models.added'
  | 'chat.newFailed';

/** What the sentences are filled in with. */
type NoticeValues = {
  name: string;
  reason: string;
};

interface Notice {
  id: number;
  tone: 'good' | 'bad';
  text: NoticeText;
  values: NoticeValues;
}

const GOOD_NEWS_MS = 5_000;

/** Short messages at the top of the page. Good news goes by itself, bad news waits to be read. */
export class Notices {
  readonly list = new Observable<readonly Notice[]>([]);
  #ids = 0;

  /** @param text the key of the sentence in the catalogue */
  show(tone: Notice['tone'], text: NoticeText, values: Partial<NoticeValues>): void {
    const id = ++this.#ids;
    this.list.set([
      ...this.list.value.slice(-2),
      { id, tone, text, values: { name: '', reason: '', ...values } },
    ]);
    if (tone === 'good') setTimeout(() => this.dismiss(id), GOOD_NEWS_MS);
  }

  dismiss(id: number): void {
    this.list.set(this.list.value.filter((notice) => notice.id !== id));
  }
}
