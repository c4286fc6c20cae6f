import type { SmtpServer } from './smtp-settings.ts';

const PATIENCE_MS = 15_000;

export interface Mail {
  recipient: string;
  subject: string;
  text: string;
}

/** Hands a mail over to its server. @throws the server's or the connection's error; its `code` holds no secret */
export type SendMail = (server: SmtpServer, mail: Mail) => Promise<void>;

export const sendMail: SendMail = async (server, { recipient, subject, text }) => {
  // Few installations send mail: most starts need not read it.
  const { createTransport } = await import('nodemailer');
  const { host, port, security, username, password, from } = server;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    // As an object: a text could be read as more than one address.
    await transport.sendMail({ from, to: { name: '', address: recipient }, subject, text });
  } finally {
    transport.close();
  }
};
