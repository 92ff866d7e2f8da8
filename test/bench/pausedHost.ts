import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { typescriptArguments } from '../../infra/local/host/process/childProcess.ts';
import type { HostMessage } from '../../infra/local/host/main.ts';

/** The local host, which stands still except when it is let run. */
export type PausedHost = {
  /** Lets it run until its functions have logged so many outcomes; answers the instants of these. */
  runUntil(outcomes: number, kind: string): Promise<number[]>;
  pause(): void;
  stop(): Promise<void>;
};

/** The usual process of the local host; SIGSTOP keeps it from its queues while they are filled. */
export async function startPausedHost(options: {
  appDir: string;
  settings: Readonly<Record<string, string>>;
}): Promise<PausedHost> {
  const main = fileURLToPath(new URL('../../infra/local/host/main.ts', import.meta.url));
  const child = fork(main, ['--app-dir', options.appDir, '--port', '0'], {
    execArgv: typescriptArguments(),
    env: { ...process.env, ...options.settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  let onLine = (line: string): void => void line;
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine(line);
    });
  const [message] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => [{ failed: { message: 'the host has ended' } }]),
  ])) as [HostMessage];
  if ('failed' in message) throw new Error(message.failed.message);
  child.kill('SIGSTOP');
  return {
    runUntil: (outcomes, kind) =>
      new Promise((resolve, reject) => {
        const doneAt: number[] = [];
        void exited.then(() => {
          reject(new Error('The host has ended.'));
        });
        onLine = (line) => {
          if (/"event":"failed"/.test(line)) reject(new Error(`A function failed: ${line}`));
          if (!line.includes('"event":"done"')) return;
          if (!line.includes(`"kind":"${kind}"`)) reject(new Error(`Not ${kind}: ${line}`));
          if (doneAt.push(performance.now()) === outcomes) resolve(doneAt);
        };
        child.kill('SIGCONT');
      }),
    pause() {
      child.kill('SIGSTOP');
    },
    async stop() {
      child.kill('SIGCONT');
      if (child.connected) child.send('stop');
      await exited;
    },
  };
}
