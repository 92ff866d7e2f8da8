import { afterEach, describe, expect, it } from 'vitest';
import { importFile, mailsTo } from '../../infra/local/journeys/importFile.ts';
import type { MessageFate } from '../fault/proxies/queueProxy.ts';
import { dumpStorage } from './dumpStorage.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

let world: JourneyWorld | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

describe('importing a file', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail per customer, and a word on each row, when each queue message arrives %s',
    async (fate) => {
      world = await startJourneyWorld(fate);
      const { urls, connectionString } = world.environment;
      const steps: string[] = [];
      await importFile({ urls, say: (line) => void steps.push(line) });
      expect(steps.length).toBeGreaterThan(6);
      for (const number of [1, 2, 9]) {
        expect(await mailsTo(urls.mail, `import.${String(number)}@customers.example`)).toBe(1);
      }
      // Of refused rows nothing is anywhere: neither stored nor logged.
      const kept = await dumpStorage(connectionString);
      expect(kept).not.toMatch(/import\.[346]@|not an address/);
      expect(world.printed.join('\n')).not.toMatch(/customers\.example|Åsa|Maya|Keller|Until Friday/);
    },
  );
});
