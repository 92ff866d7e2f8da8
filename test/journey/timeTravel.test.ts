import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptPackage } from '../../infra/build/keptPackage.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { letPass } from '../../infra/local/journeys/days.ts';
import { ownCustomer } from '../../infra/local/journeys/ownCustomer.ts';
import { reminders } from '../../infra/local/journeys/reminders.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';

let environment: Environment;
beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    func: 'never',
    log: () => undefined,
  });
});
afterAll(() => environment.stop());

describe('days that pass in seconds', () => {
  it('sends reminders and lets an invitation expire', async () => {
    const { urls } = environment;
    const customer = await ownCustomer(urls, { companyName: 'Late', domain: 'late.onmicrosoft.com' });
    const said: string[] = [];
    await reminders({ urls, customer, say: (line) => void said.push(line) });
    expect(said.length).toBeGreaterThan(2);
  }, 300_000);

  it('goes on at normal speed, tells the time, and refuses what is no duration', async () => {
    const { urls } = environment;
    const before = environment.now().getTime();
    const after = await letPass(urls, 'PT2H');
    expect(after.getTime() - before).toBeGreaterThanOrEqual(2 * 3_600_000);
    const told = (await (await fetch(`${urls.entra}/_control/clock`)).json()) as { now: string };
    expect(Date.parse(told.now)).toBeGreaterThanOrEqual(after.getTime());
    for (const advance of ['3 days', 'P', 'P-1D', 'P1Y', 'P401D']) {
      const body = JSON.stringify({ advance });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${urls.entra}/_control/clock`, { method: 'POST', headers, body })).status).toBe(
        400,
      );
    }
    const headers = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' };
    const foreign = await fetch(`${urls.entra}/_control/clock`, {
      method: 'POST',
      headers,
      body: 'advance=P1D',
    });
    expect(foreign.status).toBe(403);
  });
});

it('has no switch for the time in the deployed app', async () => {
  const folder = await keptPackage();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.[cm]?js$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(files.length).toBeGreaterThan(0);
  for (const text of files) expect(text).not.toMatch(/_control\/clock|ahead-ms|globalThis\.Date\s*=/);
});
