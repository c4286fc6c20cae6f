/** What an account shows of itself. */
export interface Profile {
  userId: string;
  username: string;
  displayName: string;
  /** An address of the web, as its owner gave it; it is never fetched from here. */
  avatarUrl: string | null;
  /** Whether others may see it. */
  isPublic: boolean;
  experiencePoints: number;
  /** From 1. */
  level: number;
  createdAtMs: number;
}

export interface ProfileChanges {
  displayName?: string | undefined;
  /** Null takes it away. */
  avatarUrl?: string | null | undefined;
  isPublic?: boolean | undefined;
}
