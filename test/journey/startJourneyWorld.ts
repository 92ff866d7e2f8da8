import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { findFreePortBase, portsFrom } from '../../infra/local/ports.ts';
import { startQueueProxy, type MessageFate, type QueueProxy } from '../fault/proxies/queueProxy.ts';

export type JourneyWorld = {
  readonly environment: Environment;
  readonly proxy: QueueProxy;
  /** What the functions host printed. */
  readonly printed: string[];
  stop(): Promise<void>;
};

/** A local environment whose queue messages meet the given fate, and whose sweep and first retry come after a second. */
export async function startJourneyWorld(
  fate: MessageFate,
  changes: Readonly<Record<string, string>> = {},
  at?: number,
): Promise<JourneyWorld> {
  const portBase = at ?? (await findFreePortBase());
  const proxy = await startQueueProxy(`http://127.0.0.1:${String(portsFrom(portBase).queue)}`, fate);
  const printed: string[] = [];
  const base = { portBase, seeded: true, log: (line: string) => void printed.push(line) };
  const account = 'devstoreaccount1';
  const known = `AccountName=${account};AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==`;
  const DataStorage = [
    'DefaultEndpointsProtocol=http',
    known,
    `TableEndpoint=http://127.0.0.1:${String(portsFrom(portBase).table)}/${account}`,
    `QueueEndpoint=${proxy.url}/${account}`,
  ].join(';');
  const settings = {
    ...{ DataStorage, RECONCILE_SCHEDULE: '* * * * * *' },
    ...{ WAKE_UP_GRACE_SECONDS: '1', RETRY_FIRST_SECONDS: '1' },
    ...changes,
  };
  const environment = await startEnvironment({ ...base, settings });
  const stop = async (): Promise<void> => {
    await environment.stop();
    await proxy.stop();
  };
  return { environment, proxy, printed, stop };
}
