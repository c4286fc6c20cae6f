import type { Principal } from '../../../domain/accounts/principal.ts';

/** Whether somebody looks after the server, and so sees what happens to everybody's things. */
export function seesEverybodys({ role }: Principal): boolean {
  return role === 'owner' || role === 'admin';
}
