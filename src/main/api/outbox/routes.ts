import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import { type OutboxMessageBody, outboxList } from '../../../shared/api/outbox.ts';
import { notFound } from '../../domain/domain-error.ts';
import type { WaitingMail } from '../../domain/outbox/outbox.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const tags = ['Settings'];
const config = { ownerOnly: true, inPerson: true };

export function registerOutbox(app: NativeApp, { outbox }: NativeServices): void {
  app.get(
    '/outbox',
    {
      config,
      schema: {
        tags,
        summary: 'Mail that has not gone out (owner)',
        description:
          'Where no mail server is set, or it does not take a mail, the mail waits here, so that you can hand it over. ' +
          'A token for a new password is good for an hour; then its mail goes.',
        response: { 200: outboxList },
      },
    },
    async () => ({ messages: (await outbox.list()).map(toMessageBody) }),
  );

  app.delete(
    '/outbox/:outbox_message_id',
    {
      config,
      schema: {
        tags,
        summary: 'Throw a mail away (owner)',
        description: 'It is not sent any more. A token in it stays valid until its time is over.',
        params: z.object({ outbox_message_id: id }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { outbox_message_id } = request.params;
      if (!(await outbox.remove(outbox_message_id))) throw notFound('outbox_message', outbox_message_id);
      return reply.code(204).send(null);
    },
  );
}

function toMessageBody(mail: WaitingMail): OutboxMessageBody {
  return {
    id: mail.id,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.text,
    token: mail.token,
    attempts: mail.attempts,
    last_error: mail.lastError,
    created_at: new Date(mail.createdAtMs).toISOString(),
    expires_at: new Date(mail.expiresAtMs).toISOString(),
  };
}
