import { randomUUID } from 'node:crypto';

/** What the answer and each of its chunks begin with. */
export function completionHead(prefix: 'chatcmpl' | 'cmpl', model: string, version: string) {
  return {
    id: `${prefix}-${randomUUID().replaceAll('-', '')}`,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: `tomo-${version}`,
  };
}
