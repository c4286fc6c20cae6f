import { z } from 'zod';
import { account, accountChanges, accountList } from '../../../shared/api/accounts.ts';
import { id } from '../../../shared/api/common.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';
import { toAccountBody } from './account-body.ts';

const params = z.object({ account_id: id });
const tags = ['Accounts'];

/** What the owner and admins do with everybody's accounts. */
export function registerAccounts(app: NativeApp, { accounts, accountRemoval }: NativeServices): void {
  app.get(
    '/accounts',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'List the accounts (owner and admins)',
        description: 'Everybody who has an account here.',
        response: { 200: accountList },
      },
    },
    async (request) => ({ accounts: (await accounts.list(request.principal)).map(toAccountBody) }),
  );

  app.patch(
    '/accounts/:account_id',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'Change an account (owner and admins)',
        description: 'What is left out stays as it is. Only the owner makes admins.',
        params,
        body: accountChanges,
        response: { 200: account },
      },
    },
    async (request) => {
      const { name, role, tier, requests_per_hour: requestsPerHour } = request.body;
      const changes = { name, role, tier, requestsPerHour };
      return toAccountBody(await accounts.change(request.principal, request.params.account_id, changes));
    },
  );

  app.delete(
    '/accounts/:account_id',
    {
      config: { ownerOnly: true, inPerson: true },
      schema: {
        tags,
        summary: 'Delete an account (owner)',
        description:
          'With everything that it has: characters, conversations, models, keys. It cannot be undone.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await accountRemoval.remove(request.params.account_id);
      return reply.code(204).send(null);
    },
  );
}
