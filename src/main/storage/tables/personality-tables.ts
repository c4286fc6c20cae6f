/** Ways in which a character can speak; one of them is what it speaks in. */
export interface PersonalitiesTable {
  id: string;
  character_id: string;
  name: string;
  description: string;
  /** `[{name, strength}]` */
  traits_json: string;
  tone: string;
  language_style: string;
  /** `{prefer: [], avoid: []}` */
  vocabulary_json: string;
  dos_json: string;
  donts_json: string;
  greeting: string;
  /** At most one of a character: the database refuses a second. */
  is_default: 0 | 1;
  created_at_ms: number;
  updated_at_ms: number;
}
