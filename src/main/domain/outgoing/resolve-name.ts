import { promises as dns, type LookupAddress } from 'node:dns';

const ANSWER_MS = 3_000;
const TRIES = 2;

/** Finds the addresses of a name, all of them. */
export type ResolveName = (
  name: string,
  way: 'dns' | 'system',
  signal: AbortSignal,
) => Promise<LookupAddress[]>;

/**
 * `dns` asks the name servers itself: the system's own way keeps one of Node's few threads until it is answered, so a
 * name whose servers are silent would hold up everybody else's. `system` also knows the names of the home network.
 */
export const resolveName: ResolveName = async (name, way, signal) => {
  signal.throwIfAborted();
  if (way === 'system') return await untilAborted(dns.lookup(name, { all: true }), signal);
  const resolver = new dns.Resolver({ timeout: ANSWER_MS, tries: TRIES });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
    return [
      ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({ address, family: 4 })) : []),
      ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({ address, family: 6 })) : []),
    ];
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
