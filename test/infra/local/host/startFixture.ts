import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { QueueServiceClient } from '@azure/storage-queue';
import { expect } from 'vitest';
import { buildPackage } from '../../../../infra/build/build.ts';
import { kept } from '../../../../infra/build/kept.ts';
import { startAzurite } from '../../../../infra/local/azurite.ts';
import { startHost, type HostOptions } from '../../../../infra/local/host/host.ts';
import type { HostLogEntry } from '../../../../infra/local/host/log.ts';

const source = fileURLToPath(new URL('./fixtureApp/', import.meta.url));

/** The built fixture app in a folder of its own. */
export async function buildFixture(): Promise<{ appDir: string; remove(): Promise<void> }> {
  const built = await kept({
    name: 'fixture',
    sources: ['test/infra/local/host/fixtureApp', 'infra/build', 'package-lock.json'],
    make: (outDir) =>
      buildPackage({ outDir, functionsDir: `${source}functions`, hostJson: `${source}host.json` }),
  });
  const appDir = await mkdtemp(join(tmpdir(), 'fixture-'));
  await cp(built, appDir, { recursive: true });
  return { appDir, remove: () => rm(appDir, { recursive: true }) };
}

/** Storage and the built fixture, for the hosts of one test file. */
export async function startBench() {
  const fixture = await buildFixture();
  const azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  const queues = QueueServiceClient.fromConnectionString(azurite.connectionString);

  /** A host whose queue no other test uses; nothing is due on its timers. */
  const start = async (settings: Record<string, string> = {}, more: Partial<HostOptions> = {}) => {
    const queueName = `work-${randomUUID()}`;
    const logged: HostLogEntry[] = [];
    const host = await startHost({
      appDir: fixture.appDir,
      port: 0,
      log: (entry) => logged.push(entry),
      settings: fixtureSettings(azurite.connectionString, { WORK_QUEUE: queueName, ...settings }),
      ...more,
    });
    const get = (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init);
    const recorded = async (): Promise<unknown> => (await get('recorded')).json();
    /** Waits until the fixture has recorded something like this. */
    const untilRecorded = (entry: object) =>
      expect.poll(recorded).toContainEqual(expect.objectContaining(entry));
    const [queue, poisonQueue] = [queueName, `${queueName}-poison`].map((name) =>
      queues.getQueueClient(name),
    );
    if (!queue || !poisonQueue) throw new Error('no queue client');
    return { ...host, get, recorded, untilRecorded, queueName, queue, poisonQueue, logged };
  };

  return {
    appDir: fixture.appDir,
    connectionString: azurite.connectionString,
    queues,
    start,
    stop: async () => {
      await azurite.stop();
      await fixture.remove();
    },
  };
}

/** What the fixture needs to start, with timers that are never due. */
export function fixtureSettings(connectionString: string, more: Record<string, string> = {}) {
  return { Data: connectionString, WORK_QUEUE: 'work', TICK: '0 0 0 1 1 *', ...more };
}

/** Text as the host expects it in a queue. */
export function base64(content: unknown): string {
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64');
}
