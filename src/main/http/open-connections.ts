import type { Server } from 'node:http';

/** Counts the connections that are open, on all ports of the server. */
export class OpenConnections {
  #count = 0;

  watch(server: Server): void {
    server.on('connection', (socket) => {
      this.#count++;
      socket.once('close', () => {
        this.#count--;
      });
    });
  }

  get count(): number {
    return this.#count;
  }
}
