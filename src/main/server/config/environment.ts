import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Desktop } from '../open-app.ts';

/** The environment variables that Tomo reads; nothing else in the program reads any. */
export interface Environment {
  apiKey: string | undefined;
  /** Where the data directory is unless `--data-dir` says otherwise. */
  dataDirectory: string;
  /** Left out: everything for programs that read it, only what is wrong for people. */
  logLevel: string | undefined;
  desktop: Desktop;
}

/** @param env usually `process.env` */
export function readEnvironment(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Environment {
  return {
    apiKey: env.TOMO_API_KEY === '' ? undefined : env.TOMO_API_KEY,
    dataDirectory: join(applicationData(env, platform), 'tomo'),
    logLevel: env.TOMO_LOG_LEVEL,
    desktop: {
      platform,
      path: env.PATH ?? '',
      hasDisplay: platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
    },
  };
}

function applicationData(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share');
}
