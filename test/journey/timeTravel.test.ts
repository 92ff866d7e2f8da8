import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptPackage } from '../../infra/build/keptPackage.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { credentials } from '../../infra/local/journeys/days/credentials.ts';
import { letPass } from '../../infra/local/journeys/days/letPass.ts';
import { linkRenewal } from '../../infra/local/journeys/days/linkRenewal.ts';
import { reacceptance, reacceptanceSettings } from '../../infra/local/journeys/days/reacceptance.ts';
import { refreshToken } from '../../infra/local/journeys/days/refreshToken.ts';
import { reminders } from '../../infra/local/journeys/days/reminders.ts';
import { webhookRetries } from '../../infra/local/journeys/days/webhookRetries.ts';
import type { Journey } from '../../infra/local/journeys/journey.ts';
import { ownCustomer } from '../../infra/local/journeys/ownCustomer.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { renewals, sweeps } from '../../infra/local/timeTravel.ts';

let environment: Environment;
beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    func: 'never',
    // A past of others would only have more steps.
    ...{ seeded: false, simulated: { startCustomers: 0 } },
    settings: reacceptanceSettings(new Date()),
    log: () => undefined,
  });
});
afterAll(() => environment.stop());

async function walk(name: string, journey: Journey): Promise<void> {
  const { urls } = environment;
  const company = { companyName: name, domain: `${name.toLowerCase()}.onmicrosoft.com` };
  const customer = await ownCustomer(urls, company);
  const said: string[] = [];
  await journey({ urls, customer, say: (line) => void said.push(line) });
  expect(said.length).toBeGreaterThan(2);
}

// In this order, since time only goes on: the cut-off is five days after the start.
describe('days that pass in seconds', () => {
  it('ends an acceptance at the cut-off, also a direct one', () => walk('Cutoff', reacceptance));

  it('takes away credentials that nobody has seen', () => walk('Unseen', credentials));

  it('renews the page behind a link of two days ago', () => walk('Renewal', linkRenewal));

  it('tries a webhook ten times over days, and then tells it nothing more', () =>
    walk('Retries', webhookRetries));

  it('sends reminders and lets an invitation expire', () => walk('Reminders', reminders));

  it('warns before the refresh token ends, and renews it', () => walk('Token', refreshToken));

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

it('knows the timers of the app', () => {
  const functions = readdirSync('functions', { recursive: true, encoding: 'utf8' });
  for (const name of [...sweeps, ...renewals])
    expect(functions.some((file) => file.endsWith(`/${name}.ts`))).toBe(true);
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
