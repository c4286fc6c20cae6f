import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { personName, toUserBody, user } from '../auth/auth-body.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';

const tags = ['Administration'];
const config = { adminOnly: true, inPerson: true };
const params = z.object({ accountId: z.string() });

const listQuery = pageQuery.extend({
  search: z.string().trim().min(1).max(200).optional().describe('In the name, username or e-mail address'),
  role: z.enum(['owner', 'admin', 'user']).optional(),
});

const changes = z.object({
  name: personName.optional(),
  role: z.enum(['admin', 'user']).optional().describe('Only the owner makes admins'),
  tier: z.enum(['free', 'pro', 'enterprise']).optional(),
});

/** What the owner and admins do with everybody's accounts. An admin looks after users alone. */
export function registerAdmin(app: DialectApp, { accounts, accountRemoval }: DialectServices): void {
  app.get(
    '/api/v1/admin/users',
    {
      config,
      schema: {
        tags,
        summary: 'All users',
        description: 'The oldest first. Only for the owner and admins.',
        querystring: listQuery,
        response: { 200: pageOf(user) },
      },
    },
    async (request) => {
      const found = await accounts.page(request.principal, request.query);
      return paged(found.accounts.map(toUserBody), { total: found.total, ...request.query });
    },
  );

  app.get(
    '/api/v1/admin/users/:accountId',
    {
      config,
      schema: {
        tags,
        summary: 'One user',
        description: 'Only for the owner and admins.',
        params,
        response: { 200: enveloped(user) },
      },
    },
    async (request) => success(toUserBody(await accounts.get(request.params.accountId))),
  );

  app.put(
    '/api/v1/admin/users/:accountId',
    {
      config,
      schema: {
        tags,
        summary: 'Change a user',
        description: 'What is left out stays as it is. Admins change users; the owner changes admins too.',
        params,
        body: changes,
        response: { 200: enveloped(user) },
      },
    },
    async (request) => {
      const changed = await accounts.change(request.principal, request.params.accountId, request.body);
      return success(toUserBody(changed), 'The user is changed');
    },
  );

  app.delete(
    '/api/v1/admin/users/:accountId',
    {
      config,
      schema: {
        tags,
        summary: 'Delete a user',
        description:
          'With everything that they have: chatbots, conversations, knowledge, keys. It cannot be undone.',
        params,
        response: { 200: enveloped(z.null()) },
      },
    },
    async (request) => {
      await accountRemoval.removeBy(request.principal, request.params.accountId);
      return success(null, 'The user is deleted');
    },
  );
}
