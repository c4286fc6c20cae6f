/** Something that was said in the room. */
export interface RoomMessage {
  id: string;
  userId: string;
  /** What the one who said it is called now. */
  username: string;
  content: string;
  createdAtMs: number;
}
