import { connect } from 'node:net';
import type { Answer } from './start-tomo.ts';

export interface RawAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Parsed where it is JSON. */
  body: Answer['body'];
  /** All of it, as it came. */
  text: string;
}

/**
 * Sends exactly these bytes and reads until the server closes the connection or an answer with a `Content-Length` is
 * complete: for requests that no HTTP client would make.
 */
export function rawRequest(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = () => {
      socket.destroy();
      resolve(parse(text));
    };
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      text += data;
      if (isComplete(text)) finish();
    });
    socket.on('end', finish);
    socket.on('error', (error) => (text === '' ? reject(error) : finish()));
  });
}

/** A request without a body, from its lines. */
export function requestLines(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1];
  return length !== undefined && text.length >= end + 4 + Number(length);
}

function parse(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.split(':', 1)[0]?.toLowerCase() ?? '',
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const sent = rest.join('\r\n\r\n');
  const body = headers['content-type']?.includes('json') ? JSON.parse(sent) : sent;
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body, text };
}
