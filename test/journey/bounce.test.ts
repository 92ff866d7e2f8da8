import { afterEach, expect, it } from 'vitest';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { bounce } from '../../infra/local/journeys/bounce.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';

let environment: Environment | undefined;
afterEach(() => environment?.stop());

it('an address that does not exist is known, told and corrected, also when each report comes three times', async () => {
  const printed: string[] = [];
  const portBase = await findFreePortBase();
  environment = await startEnvironment({ portBase, seeded: true, log: (line) => void printed.push(line) });
  const { urls } = environment;
  await fetch(`${urls.mail}/_control/settings`, { method: 'PUT', body: JSON.stringify({ reportCopies: 3 }) });
  await bounce({ urls, say: () => undefined });
  const log = printed.join('\n');
  expect(log).toContain('takeDeliveryReport');
  expect(log).not.toMatch(/@tailspintoys|agents@/);
});
