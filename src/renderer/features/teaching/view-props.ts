/** Whom a view of the page is about. */
export interface ViewProps {
  characterId: string;
  name: string;
}
