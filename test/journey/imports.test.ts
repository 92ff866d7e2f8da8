import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { member } from '../../infra/local/journeys/expect.ts';
import { importFile } from '../../infra/local/journeys/importFile.ts';
import type { MessageFate } from '../fault/proxies/queueProxy.ts';
import { dumpStorage } from './dumpStorage.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

/** Three customers for each run. */
let world: JourneyWorld;
beforeAll(async () => {
  world = await startJourneyWorld('once');
  const { functions, partnerCenter } = world.environment.urls;
  await post(`${partnerCenter}/_control/customers`, { count: 9 });
  await post(`${functions}/admin/functions/discoverCustomers`, { input: '' });
});
afterAll(() => world.stop());

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
}

/** Where the mails of imports went, one entry for each mail. */
async function addresses(): Promise<string[]> {
  const answer = await fetch(`${world.environment.urls.mail}/_control/messages`);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items
    .map((mail) => String(member(mail, 'request.body.recipients.to.0.address')))
    .filter((address) => address.startsWith('import.'));
}

describe('importing a file', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail per customer, and a word on each row, when each queue message arrives %s',
    async (fate) => {
      world.proxy.meet(fate);
      const before = await addresses();
      const steps: string[] = [];
      await importFile({ urls: world.environment.urls, say: (line) => void steps.push(line) });
      expect(steps.length).toBeGreaterThan(6);
      const after = await addresses();
      const own = after.filter((address) => !before.includes(address));
      expect(own.map((address) => address.slice(0, 9)).sort()).toEqual([
        'import.1@',
        'import.2@',
        'import.9@',
      ]);
      expect(new Set(after).size).toBe(after.length);
      // Of refused rows nothing is anywhere: neither stored nor logged.
      const kept = await dumpStorage(world.environment.connectionString);
      expect(kept).not.toMatch(/import\.[346]@|not an address/);
      expect(world.printed.join('\n')).not.toMatch(/import\.\d@|Åsa|Maya|Keller|Until Friday/);
    },
  );
});
