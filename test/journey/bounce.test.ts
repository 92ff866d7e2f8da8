import { afterEach, expect, it } from 'vitest';
import { bounce } from '../../infra/local/journeys/bounce.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

let world: JourneyWorld | undefined;
afterEach(() => world?.stop());

it('an address that does not exist is known, told and corrected, also when each report comes three times', async () => {
  world = await startJourneyWorld('once');
  const { urls } = world.environment;
  await fetch(`${urls.mail}/_control/settings`, { method: 'PUT', body: JSON.stringify({ reportCopies: 3 }) });
  await bounce({ urls, say: () => undefined });
  const log = world.printed.join('\n');
  expect(log).toContain('takeDeliveryReport');
  expect(log).not.toMatch(/@tailspintoys|agents@/);
});
