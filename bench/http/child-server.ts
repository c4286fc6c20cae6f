import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ChildServer {
  url: string;
  pid: number;
  stop(): void;
}

/** Starts a server of this folder in a process of its own; it prints its address when it listens. */
export async function startChildServer(
  file: 'run-bare-server.ts' | 'run-instant-model.ts',
  argument = '',
): Promise<ChildServer> {
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [program, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, pid: child.pid ?? 0, stop: () => child.kill() };
}
