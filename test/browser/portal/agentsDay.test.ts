import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEnvironment, type Environment } from '../../../infra/local/environment.ts';
import { waitFor } from '../../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../../infra/local/ports.ts';
import { findBarriers } from '../barriers.ts';
import { findBrowser, openBrowser, type Browser } from '../browser.ts';
import { badDaysJourney } from './badDaysJourney.ts';
import { brandJourney } from './brandJourney.ts';
import { acceptanceJourney } from './acceptanceJourney.ts';
import { customersJourney } from './customersJourney.ts';
import { importsJourney } from './importsJourney.ts';
import { newCustomerJourney } from './newCustomerJourney.ts';
import { overviewJourney } from './overviewJourney.ts';
import { rolesJourney } from './rolesJourney.ts';
import { securityJourney } from './securityJourney.ts';
import { settingsJourney } from './settingsJourney.ts';
import { webhooksJourney } from './webhooksJourney.ts';
import { wholeWayJourney } from './wholeWayJourney.ts';
import { assetBytes, focusOn, openPortal, paste, settled, tabTo, type PersonKey } from './openPortal.ts';

const executablePath = findBrowser() ?? '';
if (!executablePath) {
  // eslint-disable-next-line no-console -- A skipped test should say why.
  console.warn('Browser tests are skipped: no Chromium found. Install one, or name it in CHROMIUM_PATH.');
}

describe.skipIf(!executablePath)('an agent with the portal', { timeout: 240_000 }, () => {
  let environment: Environment;
  let browser: Browser;

  beforeAll(async () => {
    environment = await startEnvironment({
      portBase: await findFreePortBase(),
      settings: { DISCOVER_SCHEDULE: '*/2 * * * * *' },
      log: () => undefined,
    });
    browser = await openBrowser(executablePath);
    browser.context.setDefaultTimeout(60_000);
  }, 300_000);
  afterAll(async () => {
    await (browser as Browser | undefined)?.close();
    await (environment as Environment | undefined)?.stop();
  });

  const open = (as: PersonKey, path: string) => openPortal(browser, environment.urls.functions, { as, path });
  const addCustomers = (count: number) =>
    control(environment.urls.partnerCenter, '/customers', 'POST', { count });
  const control = (url: string, path: string, method: string, body: unknown) =>
    fetch(`${url}/_control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('finds the address that was asked for after the sign-in, and nobody is asked again in a second tab', async () => {
    const { page, complaints } = await open('AdminAgent', '/customers?q=tailspin');
    await page.getByRole('link', { name: 'Tailspin Toys' }).waitFor();
    await page.waitForURL((url) => url.search === '?q=tailspin');
    const second = await browser.context.newPage();
    const visited: string[] = [];
    second.on('framenavigated', (frame) => visited.push(frame.url()));
    await second.goto(`${environment.urls.functions}/portal/`);
    await second.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expect(visited.filter((url) => url.startsWith(environment.urls.entra))).toEqual([]);
    expect(complaints).toEqual([]);
    await second.close();
    await page.close();
  });

  it('keeps tokens out of storage, cookies and the address', async () => {
    const { page } = await open('AdminAgent', '/');
    const stored = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])',
    );
    expect(stored).not.toMatch(/eyJ|code=|refresh/);
    await page.close();
  });

  it('loads little, and nothing twice', async () => {
    const { page } = await open('AdminAgent', '/customers');
    await page.getByRole('row').nth(1).waitFor();
    const bytes = await assetBytes(page, 'encodedBodySize');
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(60_000);
    await page.reload();
    await page.getByRole('row').nth(1).waitFor();
    expect(await assetBytes(page, 'transferSize')).toBe(0);
    await page.close();
  });

  it('tells a person without a role whom to ask', async () => {
    const { page } = await open('NoRole', '/customers');
    await page.getByRole('heading', { name: 'You have no role here yet' }).waitFor();
    expect(await page.getByText('Fabrikam Cloud').count()).toBe(1);
    await page.close();
  });

  it('offers no command to somebody who may only read', async () => {
    const { page } = await open('Viewer', '/customers?status=required');
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    for (const name of ['Start acceptance', 'Check now', 'Withdraw invitation']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    await page.close();
  });

  it('invites 30 customers from the list by keyboard alone, with a pasted table', async () => {
    await addCustomers(30);
    const { page, complaints } = await open('AdminAgent', '/customers?status=required');
    await waitFor('the customers to be found', async () => {
      await page.reload();
      await page.getByRole('row').nth(1).waitFor();
      return (await page.getByRole('row').count()) > 30 ? true : undefined;
    });
    let presses = 0;
    const press = async (key: 'Enter' | 'Space'): Promise<void> => {
      await page.keyboard.press(key);
      presses += 1;
    };
    await tabTo(page, page.getByRole('checkbox', { name: 'Select all shown' }));
    await press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Invite', exact: true }));
    await press('Enter');
    await tabTo(page, page.getByRole('textbox', { name: /^E-mail: / }));
    const rows = await page.locator('.recipients tbody tr').count();
    const lines = Array.from(
      { length: rows },
      (_, at) => `person${String(at)}@customer${String(at)}.example\tÅsa\tSöderberg`,
    );
    await paste(page, lines.join('\n'));
    await press('Enter');
    await page.getByText(/^Ready: \D?\d+/).waitFor();
    // The next step has the focus by itself, and the page's heading once the dialog and its button are gone.
    await focusOn(page, page.getByRole('button', { name: /^Send \D?\d+\D? invitations$/ }));
    await press('Enter');
    await page.getByText(/invitations are on their way/).waitFor();
    await focusOn(page, page.getByRole('heading', { level: 1 }));
    expect(presses).toBeLessThanOrEqual(6);
    await waitFor('the mails', async () => {
      const { items } = (await (await fetch(`${environment.urls.mail}/_control/messages`)).json()) as {
        items: unknown[];
      };
      return JSON.stringify(items).split('person29@customer29.example').length > 1 ? true : undefined;
    });
    // Watches them, and sends one again.
    await tabTo(page, page.getByRole('button', { name: /^Invited/ }));
    await page.keyboard.press('Enter');
    const invited = page.getByRole('row').filter({ hasText: /Sample Customer.*Invited/s });
    await tabTo(page, invited.getByRole('button', { name: /^Actions for/ }));
    await page.keyboard.press('Enter');
    await focusOn(page, page.getByRole('menuitem', { name: 'Send the mail again' }));
    await page.keyboard.press('Enter');
    await page.getByText(/^(Mail sent again to|That was not possible)/).waitFor();
    // On a slow machine the first mail may still wait: then another one is refused, which the browser tells of.
    expect(complaints.filter((text) => !/status of 4(09|29)\b/.test(text))).toEqual([]);
    await page.close();
  });

  it('keeps what was typed when the session ends, and sends it once the person has signed in again', async () => {
    // By its address: an earlier test may have invited this customer, and then the page offers other steps.
    const { page } = await open('SalesAgent', '/customers/14876998-c0dc-46e6-9d0c-65a57a6c32ec/start');
    await page.getByLabel('First name').fill('<b>דנה</b>');
    await page.getByLabel('E-mail').fill('dana@tailspintoys.example');
    await page.frameLocator('iframe').getByText('<b>דנה</b>').waitFor();
    // Neither the token nor what renews it is taken any more.
    await control(environment.urls.entra, '/settings', 'PUT', { refreshTokens: 'revoked' });
    const keys: (string | undefined)[] = [];
    await page.route('**/invitations', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      return route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: '{"code":"NOT_AUTHENTICATED"}',
      });
    });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('dana@tailspintoys.example');
    await control(environment.urls.entra, '/settings', 'PUT', { refreshTokens: 'valid' });
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByText('Invited', { exact: true }).first().waitFor();
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    await page.close();
  });

  it('says that it cannot be reached, keeps what is typed, and sends it once when asked again', async () => {
    const { page } = await open('AdminAgent', '/relationship-invitations/new');
    await page.getByLabel('E-mail').fill('owner@fourthcoffee.example');
    const keys: (string | undefined)[] = [];
    await page.route('**/relationship-invitations', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      return keys.length < 3 ? route.abort() : route.continue();
    });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('heading', { name: 'owner@fourthcoffee.example' }).waitFor();
    expect(new Set(keys).size).toBe(1);
    await page.close();
  });

  securityJourney(open, () => environment.urls);
  rolesJourney(open);
  badDaysJourney(open);
  brandJourney(open);
  wholeWayJourney(open, () => environment.urls);
  customersJourney(open);
  newCustomerJourney(open);
  importsJourney(open);
  overviewJourney(open);
  settingsJourney(open);
  webhooksJourney(open);
  acceptanceJourney(open, addCustomers);

  it('can be used by everybody: no barrier on any screen, from left to right and from right to left', async () => {
    const { page } = await open('AdminAgent', '/queues');
    const barriers: string[] = [];
    for (const [language, direction] of [
      ['English', 'ltr'],
      ['العربية', 'rtl'],
    ] as const) {
      await page.getByRole('button', { name: /^(Language|اللغة)$/ }).click();
      await page.getByRole('menuitem', { name: language }).click();
      await page.locator(`html[dir=${direction}]`).waitFor();
      for (const path of [
        ...['', 'customers', 'relationship-invitations', 'relationship-invitations/new'],
        ...[
          'new-customer',
          'imports',
          'imports/new',
          'activity',
          'readiness',
          'mail-brand',
          'webhook-endpoints',
          'webhook-endpoints/new',
          'connection',
          'settings',
          'queues',
        ],
      ]) {
        await page.locator(`nav a[href="/portal/${path.split('/')[0] ?? ''}"]`).click();
        if (path.endsWith('/new')) await page.locator('a[href$="/new"]').first().click();
        await settled(page, path);
        barriers.push(...(await findBarriers(page)));
      }
    }
    expect(barriers).toEqual([]);
    await page.close();
  });
});
