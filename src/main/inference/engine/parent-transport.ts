import type { ToHost } from './engine-protocol.ts';
import type { HostTransport } from './engine-transport.ts';

/** The line from an engine that Node forked to the process that forked it. */
export function parentTransport(): HostTransport {
  if (!process.send) throw new Error('The engine is started by the server, not by hand.');
  return {
    postMessage: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as ToHost)),
    onClose: (listener) => process.once('disconnect', listener),
  };
}
