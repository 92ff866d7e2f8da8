import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptHost } from '../build/keptHost.ts';
import { keptPackage } from '../build/keptPackage.ts';
import type { SpawnedHost } from './host/process/childProcess.ts';
import { spawnFunc } from './host/process/coreTools.ts';
import { spawnHost } from './host/process/spawnHost.ts';
import { portsFrom, refuseBusyPorts, type Ports } from './ports.ts';
import { localDir } from './keptFolder.ts';
import { settled, startSurroundings, type EnvironmentOptions, type Started } from './surroundings.ts';

export type Environment = {
  readonly urls: Readonly<Record<'functions' | 'partnerCenter' | 'entra' | 'mail', string>>;
  readonly connectionString: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The time in the environment; `POST {entra}/_control/clock` moves it. */
  now(this: void): Date;
  readonly usesFunc: boolean;
  /** Resolves when the functions host has ended, wanted or not. */
  readonly hostExited: SpawnedHost['exited'];
  /** Ends the functions and starts them with other app settings, among everything that is there. */
  restartFunctions(changes: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
};

/** Starts storage, the simulators and the functions on loopback; what was started is stopped again on a failure. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const ports = portsFrom(options.portBase);
  await refuseBusyPorts(ports);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const started = async <T extends { stop(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    stops.push(() => one.stop());
    return one;
  };
  try {
    return { ...(await start(options, ports, started)), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

async function start(
  options: EnvironmentOptions,
  ports: Ports,
  started: Started,
): Promise<Omit<Environment, 'stop'>> {
  const appDir = join(localDir, `app-${String(options.portBase)}`);
  const [{ urls, connectionString, settings, funcPath, past, clock, travelWith }, hostFile] = await settled([
    startSurroundings(options, ports, { started, secretsFile: `${appDir}-secrets.json` }),
    keptHost(),
    started(buildApp(appDir)),
  ]);
  // For programs that speak to the same environment, as the re-consent helper.
  const values = { IsEncrypted: false, Values: settings };
  await writeFile(join(appDir, 'local.settings.json'), JSON.stringify(values), { mode: 0o600 });
  const hosting = { appDir, port: ports.functions, log: options.log };
  const run = (appSettings: Readonly<Record<string, string>>) =>
    funcPath
      ? past().then(() => spawnFunc({ ...hosting, func: funcPath, settings: appSettings }))
      : spawnHost({
          ...{ ...hosting, main: hostFile, settings: appSettings },
          ...{ aheadMs: Math.max(clock.offsetMs(), 0), after: past() },
        });
  // First the past, then the present: the host's timers would mix into it.
  let host = await run(settings);
  await started(Promise.resolve({ stop: () => host.stop() }));
  travelWith(() => host);
  return {
    async restartFunctions(changes) {
      await host.stop();
      host = await run({ ...settings, ...changes });
    },
    urls: { functions: host.url, ...urls },
    connectionString,
    settings,
    now: clock.now,
    usesFunc: funcPath !== undefined,
    hostExited: host.exited,
  };
}

async function buildApp(appDir: string): Promise<{ stop(): Promise<void> }> {
  await rm(appDir, { recursive: true, force: true });
  await cp(await keptPackage(), appDir, { recursive: true });
  return { stop: () => rm(appDir, { recursive: true, force: true }) };
}
