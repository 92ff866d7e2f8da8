import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePortBase } from '../../infra/local/ports.ts';
import type { Figure } from './figure.ts';
import { spread } from './statistics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const starts = 3;
const maxStartMs = 90_000;
const maxStopMs = 15_000;
/** Every process below `npm start` inherits this variable, whatever it does with its group. */
const markName = 'COUNTERSIGN_BENCH_START';

/** How long `npm start` takes to its line `Ready:`, as a user sees it, and whether SIGTERM leaves a process. */
export async function measureStart(): Promise<Figure[]> {
  const seconds: number[] = [];
  const stopSeconds: number[] = [];
  let left = 0;
  for (let start = 0; start < starts; start += 1) {
    const one = await startOnce();
    seconds.push(one.readyMs / 1000);
    stopSeconds.push(one.stopMs / 1000);
    left += one.left;
  }
  const ready = spread(seconds, 1);
  const show = ({ median, min, max }: typeof ready): string =>
    `${String(median)} s (${String(min)}-${String(max)})`;
  return [
    {
      name: 'start: npm start to Ready',
      subject: show(ready),
      yardstick: null,
      measured: ready.median,
      unit: 's',
      target: { atMost: 8 },
      details: { starts, ready, stop: spread(stopSeconds, 1) },
    },
    {
      name: 'start: processes left after SIGTERM',
      subject: String(left),
      yardstick: null,
      measured: left,
      unit: '',
      target: { atMost: 0 },
    },
  ];
}

async function startOnce(): Promise<{ readyMs: number; stopMs: number; left: number }> {
  const mark = randomUUID();
  const portBase = await findFreePortBase();
  const startedAt = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, LOCAL_PORT_BASE: String(portBase), [markName]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that nothing outlives a bench that fails.
    detached: true,
  });
  try {
    await untilReady(npm);
    const readyMs = performance.now() - startedAt;
    const stoppedAt = performance.now();
    npm.kill('SIGTERM');
    // npm passes the signal on and ends at once; the others need a moment.
    let left = await processesMarked(mark);
    while (left.length > 0 && performance.now() - stoppedAt < maxStopMs) {
      await sleep(20);
      left = await processesMarked(mark);
    }
    return { readyMs, stopMs: performance.now() - stoppedAt, left: left.length };
  } finally {
    killGroup(npm.pid);
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`npm start ${why}:\n${lines.slice(-20).join('\n')}`));
    };
    const timer = setTimeout(fail, maxStartMs, 'did not get ready');
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (!line.startsWith('Ready:')) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.once('exit', () => {
      fail('ended');
    });
    child.once('error', (error) => {
      fail(error.message);
    });
  });
}

/** Processes whose environment carries the mark. Only Linux tells. */
async function processesMarked(mark: string): Promise<string[]> {
  if (process.platform !== 'linux') throw new Error('Left processes are found through /proc: Linux only.');
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const marked = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
      return environment.includes(`${markName}=${mark}`);
    }),
  );
  return ids.filter((_, index) => marked[index]);
}

function killGroup(id: number | undefined): void {
  try {
    if (id !== undefined) process.kill(-id, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
