import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DIALECTS } from '../../dialects/index.ts';
import type { Environment } from './environment.ts';

/** What `tomo serve` was asked to do. */
export interface ServeOptions {
  host: string;
  /** 0 lets the system choose a free one. */
  port: number;
  dataDirectory: string;
  /** Given by the caller; otherwise the one kept in the data directory is used. */
  apiKey: string | undefined;
  /** A GGUF file to use instead of the model chosen in the settings. */
  modelFile: string | undefined;
  /** Everybody may register an account. */
  openRegistration: boolean;
  /** Lifecycle events as JSON lines on stdout. */
  json: boolean;
  /** Dialects that have a port of their own too; 0 lets the system choose a free one. */
  also: { dialect: keyof typeof DIALECTS; port: number }[];
  /** Open the app in a browser window. */
  open: boolean;
  logLevel: string;
}

/** The command line makes no sense; the message is one plain line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const SERVE_USAGE = `Usage: tomo serve [options]

  --host NAME            address to listen on (127.0.0.1)
  --port N               port to listen on (8787; 0 picks a free one)
  --data-dir DIRECTORY   where Tomo keeps its data
  --api-key KEY          the owner's key (else TOMO_API_KEY, else the one in the data directory)
  --model FILE.gguf      the language model to use
  --also DIALECT:PORT    serve a dialect at the root of a further port (repeatable)
  --open-registration    let everybody register an account
  --open                 open the app in a browser window
  --json                 one JSON line per lifecycle event on stdout, logs on stderr
  --help                 this page`;

/** @throws UsageError */
export function parseServeOptions(argv: readonly string[], environment: Environment): ServeOptions {
  const values = parse(argv);
  if (values['api-key'] === '') throw new UsageError('--api-key needs a key');
  return {
    host: values.host ?? '127.0.0.1',
    port: parsePort('--port', values.port ?? '8787'),
    dataDirectory: resolve(values['data-dir'] ?? environment.dataDirectory),
    apiKey: values['api-key'] ?? environment.apiKey,
    modelFile: values.model === undefined ? undefined : resolve(values.model),
    openRegistration: values['open-registration'] ?? false,
    also: (values.also ?? []).map(parseAlso),
    json: values.json ?? false,
    open: values.open ?? false,
    logLevel: environment.logLevel ?? (values.json ? 'info' : 'warn'),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'api-key': { type: 'string' },
        model: { type: 'string' },
        also: { type: 'string', multiple: true },
        'open-registration': { type: 'boolean' },
        json: { type: 'boolean' },
        open: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw new UsageError(`${message} (see tomo serve --help)`);
  }
}

function parseAlso(text: string): ServeOptions['also'][number] {
  const [name = '', port = ''] = text.split(':');
  const dialect = (Object.keys(DIALECTS) as (keyof typeof DIALECTS)[]).find((known) => known === name);
  if (dialect === undefined) {
    const names = Object.keys(DIALECTS).join(', ');
    throw new UsageError(`--also takes DIALECT:PORT, with one of ${names}, not '${text}'`);
  }
  return { dialect, port: parsePort(`--also ${name}`, port) };
}

function parsePort(option: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(`the port of ${option} must be 0 to 65535, not '${text}'`);
  }
  return port;
}
