import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { keptHost } from '../../infra/build/keptHost.ts';
import { keptPackage } from '../../infra/build/keptPackage.ts';
import type { HostMessage } from '../../infra/local/host/main.ts';

/** The built app and a built local host: what starts a process is most of what a kill costs. */
export type BuiltHost = {
  start(settings: Readonly<Record<string, string>>, log: (line: string) => void): FaultHost;
};

/** The functions in a process of their own, to be killed. */
export type FaultHost = {
  /** The address, once it answers. @throws when the process ends before */
  readonly ready: Promise<string>;
  readonly ended: Promise<void>;
  kill(): void;
};

export async function buildHost(): Promise<BuiltHost> {
  const [hostFile, appDir] = await Promise.all([keptHost('test/fault/hostMain.ts'), keptPackage()]);
  return { start: (settings, log) => startHost([hostFile, appDir], settings, log) };
}

function startHost(
  [hostFile, appDir]: readonly [string, string],
  settings: Readonly<Record<string, string>>,
  log: (line: string) => void,
): FaultHost {
  const child = fork(hostFile, ['--app-dir', appDir, '--port', '0'], {
    env: { ...process.env, ...settings },
    // Without what the parent runs under.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', log);
  }
  const ended = once(child, 'exit').then(() => undefined);
  const told = once(child, 'message').then(([message]: unknown[]) => {
    const said = message as HostMessage;
    if ('ready' in said) return said.ready.url;
    throw new Error('failed' in said ? said.failed.message : 'The host was not ready.');
  });
  const ready = Promise.race([
    told,
    ended.then(() => {
      throw new Error('The host ended before it was ready.');
    }),
  ]);
  ready.catch(() => undefined);
  return { ready, ended, kill: () => void child.kill('SIGKILL') };
}
