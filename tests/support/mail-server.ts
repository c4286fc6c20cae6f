import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and text as they came, without the dots that SMTP adds. */
  data: string;
  /** The name and password that were given; null where none were. */
  login: string | null;
}

export interface MailServer {
  port: number;
  mails: ReceivedMail[];
  count(wanted: number): Promise<ReceivedMail[]>;
  close(): Promise<void>;
}

/**
 * A mail server that speaks as much of SMTP (RFC 5321) as a client needs to hand over a mail.
 *
 * @param refuse how often it says that it is busy before it takes one
 */
export async function mailServer({ refuse = 0 }: { refuse?: number } = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  const sockets = new Set<net.Socket>();
  let refusals = refuse;
  const server = net.createServer(async (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    const mail: ReceivedMail = { from: '', to: [], data: '', login: null };
    let isData = false;
    say('220 mail.test ESMTP');
    for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (isData) {
        if (line !== '.') {
          mail.data += `${line.replace(/^\./, '')}\n`;
          continue;
        }
        isData = false;
        mails.push(mail);
        say('250 taken');
        for (const look of waiting) look();
        continue;
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'EHLO') socket.write('250-mail.test\r\n250 AUTH PLAIN\r\n');
      else if (command === 'AUTH') {
        mail.login = Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString('utf8')
          .split('\0')
          .slice(1)
          .join(':');
        say('235 come in');
      } else if (command === 'MAIL') {
        mail.from = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (refusals-- > 0) say('451 busy');
        else say('250 go on');
      } else if (command === 'RCPT') {
        mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
        say('250 go on');
      } else if (command === 'DATA') {
        isData = true;
        say('354 go on');
      } else if (command === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('250 fine');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    count: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (mails.length < wanted) return;
          waiting.delete(look);
          resolve(mails);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
