import type { Example } from './native-examples.ts';

export interface NativeDocument {
  examples: Example[];
  frames: unknown[];
  error: unknown;
  errorCodes: string[];
}

/** Reads the examples out of the ChatVRM Platform document (Markdown). */
export function readNativeDocument(text: string): NativeDocument {
  const streaming = block(text, /#### Message Streaming\n```javascript\n/) ?? '';
  const [, codes = ''] = text.split('Common error codes:');
  return {
    examples: text
      .split(/^#{2,4} /m)
      .filter((section) => /^(GET|POST|PUT|PATCH|DELETE) \//.test(section))
      .map(toExample),
    frames: streaming
      .replace(/^\/\/.*$/gm, '')
      .trim()
      .split('\n\n')
      .map((frame) => JSON.parse(frame) as unknown),
    error: JSON.parse(block(text, /consistent format:\s*```json\n/) ?? 'null'),
    errorCodes: [...(codes.split('###')[0] ?? '').matchAll(/^- `(\w+)`/gm)].map(([, code = '']) => code),
  };
}

function toExample(section: string): Example {
  const request = block(section, /\*\*Request:\*\*\n```json\n/);
  return {
    operation: section.slice(0, section.indexOf('\n')).trim(),
    ...(request === undefined ? {} : { request: JSON.parse(request) as unknown }),
    status: Number(/\*\*Response \((\d+)\)/.exec(section)?.[1]),
    response: JSON.parse(block(section, /\*\*Response \(\d+\):\*\*\n```json\n/) ?? 'null'),
  };
}

/** What stands between the fence that `start` ends with and the next one. */
function block(text: string, start: RegExp): string | undefined {
  const found = start.exec(text);
  if (found === null) return undefined;
  const from = found.index + found[0].length;
  return text.slice(from, text.indexOf('```', from));
}
