import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FromHost } from './engine-protocol.ts';
import type { EngineTransport } from './engine-transport.ts';

/**
 * Starts an engine as a child of this Node process.
 * @param entry path of the engine's entry file
 * @param onOutput gets each line that the engine or its native code prints
 */
export function forkEngine(entry: string, onOutput: (line: string) => void): EngineTransport {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Without it a failed assertion of llama.cpp looks for a debugger before it ends.
    // The owner's key is none of the engine's business.
    env: { ...process.env, TOMO_API_KEY: '', GGML_NO_BACKTRACE: '1' },
    execArgv: [],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onOutput);
  }
  return {
    pid: child.pid,
    postMessage: (message) => {
      // A message to a process that has just ended is lost; `onExit` tells the caller.
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as FromHost)),
    onExit: (listener) => {
      let told = false;
      const tell = (reason: string) => {
        if (!told) listener(reason);
        told = true;
      };
      child.on('error', (error) => tell(error.message));
      child.on('exit', (code, signal) => tell(signal ? `signal ${signal}` : `exit code ${code}`));
    },
    kill: () => child.kill('SIGKILL'),
  };
}
