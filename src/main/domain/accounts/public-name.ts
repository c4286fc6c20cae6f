import type { Role } from './principal.ts';

/** What the owner is called, who has a key instead of a username; nobody can register it. */
export const OWNER_NAME = 'owner';

/** What other people of the installation call an account. */
export function publicName({
  id,
  username,
  role,
}: {
  id: string;
  username: string | null;
  role: Role;
}): string {
  return username ?? (role === 'owner' ? OWNER_NAME : id);
}
