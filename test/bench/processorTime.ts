import { readdirSync, readFileSync } from 'node:fs';

/** Processor time that the children of this process have used so far, by process id; empty where there is no `/proc`. */
export type ProcessorTimes = ReadonlyMap<number, number>;

/** Linux counts in hundredths of a second. */
const tickMs = 10;

export function processorTimes(): ProcessorTimes {
  if (process.platform !== 'linux') return new Map();
  const times = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const fields = Number.isInteger(pid) ? statOf(pid) : undefined;
    if (!fields || Number(fields[1]) !== process.pid) continue;
    times.set(pid, (Number(fields[11]) + Number(fields[12])) * tickMs);
  }
  return times;
}

/** What was used between the two, by one process and by all the others. */
export function usedBetween(
  before: ProcessorTimes,
  after: ProcessorTimes,
  one: number | undefined,
): { readonly oneMs: number; readonly othersMs: number } {
  let [oneMs, othersMs] = [0, 0];
  for (const [pid, ms] of after) {
    const used = ms - (before.get(pid) ?? 0);
    if (pid === one) oneMs += used;
    else othersMs += used;
  }
  return { oneMs, othersMs };
}

/** The fields behind the name, which may hold spaces: state, parent, … */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
