import { cpus, freemem, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** `starting`: it is not there yet, but nothing is wrong. */
export type PartState = 'healthy' | 'starting' | 'unhealthy';

export interface SystemHealthChecks {
  languageModel(): Promise<PartState>;
  /** Looks something up, and throws where that does not work. */
  searchIndex(): Promise<void>;
  /** Asks the voice something, and throws where that does not work. */
  voice(): Promise<void>;
  /** Null where no GPU is used, or nobody can tell. */
  gpuMemory(): Promise<{ usedBytes: number; totalBytes: number } | null>;
  /** Of the disk that the data is on, in any unit. */
  disk(): Promise<{ free: number; total: number }>;
}

export interface SystemUsage {
  /** Each from 0 to 1. */
  cpuShare: number;
  memoryShare: number;
  diskShare: number;
  gpuMemoryShare: number | null;
}

const CPU_WINDOW_MS = 120;
const CHECK_MS_MAX = 3_000;

/** How the parts of this installation are, and how busy the machine is, found out when somebody asks. */
export class SystemHealth {
  readonly #checks: SystemHealthChecks;

  constructor(checks: SystemHealthChecks) {
    this.#checks = checks;
  }

  async parts(): Promise<{ languageModel: PartState; searchIndex: PartState; voice: PartState }> {
    const { languageModel, searchIndex, voice } = this.#checks;
    const works = async (check: () => Promise<void>): Promise<PartState> => {
      await check();
      return 'healthy';
    };
    const [model, index, spoken] = await Promise.all([
      inTime(languageModel),
      inTime(() => works(searchIndex)),
      inTime(() => works(voice)),
    ]);
    return { languageModel: model, searchIndex: index, voice: spoken };
  }

  async usage(): Promise<SystemUsage> {
    const before = cpuTimes();
    const [gpu, disk] = await Promise.all([
      this.#checks.gpuMemory().catch(() => null),
      this.#checks.disk(),
      sleep(CPU_WINDOW_MS),
    ]);
    const after = cpuTimes();
    const allMs = after.all - before.all;
    return {
      cpuShare: allMs === 0 ? 0 : 1 - (after.idle - before.idle) / allMs,
      memoryShare: 1 - freemem() / totalmem(),
      diskShare: 1 - disk.free / disk.total,
      gpuMemoryShare: gpu === null ? null : gpu.usedBytes / gpu.totalBytes,
    };
  }
}

/** What does not answer is not healthy. */
async function inTime(check: () => Promise<PartState>): Promise<PartState> {
  const late = sleep(CHECK_MS_MAX, 'unhealthy' as const, { ref: false });
  return await Promise.race([check().catch(() => 'unhealthy' as const), late]);
}

function cpuTimes(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, all };
}
