import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { findBarriers, findBarriersIn } from './barriers.ts';
import { findBrowser, openBrowser, type Browser } from './browser.ts';

const executablePath = findBrowser() ?? '';
if (!executablePath) {
  // eslint-disable-next-line no-console -- A skipped test should say why.
  console.warn('Browser tests are skipped: no Chromium found. Install one, or name it in CHROMIUM_PATH.');
}

describe.skipIf(!executablePath)('a person with a browser', () => {
  let environment: Environment;
  let browser: Browser;

  beforeAll(async () => {
    environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
    browser = await openBrowser(executablePath);
  });
  afterAll(async () => {
    await (browser as Browser | undefined)?.close();
    await (environment as Environment | undefined)?.stop();
  });

  it('invites a customer, accepts as the customer, and sees the acceptance on record', async () => {
    const { urls } = environment;
    const desk = await browser.context.newPage();
    const barriers: string[] = [];
    const look = async (page: Page): Promise<void> => void barriers.push(...(await findBarriers(page)));

    // The agent finds the customer.
    await desk.goto(`${urls.entra}/desk`);
    await look(desk);
    await desk.getByLabel('Company name or domain begins with').fill('tailspin');
    await desk.keyboard.press('Enter');
    await desk.getByRole('link', { name: 'Tailspin Toys' }).press('Enter');
    await desk.getByRole('heading', { level: 1, name: 'Tailspin Toys' }).waitFor();
    expect(await fact(desk, 'Status')).toContain('required');
    expect(await fact(desk, 'May order')).toContain('no');
    await look(desk);

    // The agent fills in the form without a mouse, at first with a slip.
    await desk.getByLabel('First name').focus();
    for (const typed of ['Tania', 'Carr', 'tania.carr@tailspintoys', 'English']) {
      await desk.keyboard.type(typed);
      await desk.keyboard.press('Tab');
    }
    await desk.getByRole('button', { name: 'Invite' }).press('Enter');
    await desk.getByRole('alert').getByRole('link', { name: 'E-mail' }).press('Enter');
    await look(desk);
    await desk.getByLabel('E-mail').press('End');
    await desk.keyboard.type('.example');
    await desk.keyboard.press('Enter');
    await desk.getByRole('status').getByText('The customer is invited').waitFor();
    expect(await fact(desk, 'Status')).toContain('invited');
    expect(await fact(desk, 'For')).toContain('Tania Carr tania.carr@tailspintoys.example');
    expect(await fact(desk, 'Language')).toBe('en');
    await look(desk);

    // The customer reads the mail.
    const inbox = await browser.context.newPage();
    const subject = /Tailspin Toys/;
    await inbox.goto(urls.mail);
    await waitFor('the mail in the inbox', async () => {
      await inbox.getByRole('link', { name: 'Check for new mail' }).click();
      return (await inbox.getByRole('link', { name: subject }).count()) > 0 ? true : undefined;
    });
    await look(inbox);
    await inbox.getByRole('link', { name: subject }).press('Enter');
    await inbox.getByRole('heading', { level: 1, name: subject }).waitFor();
    await look(inbox);
    const mail = inbox.frameLocator('iframe[title="The mail as HTML"]');
    const mailHtml = await (await fetch(`${inbox.url().split('?')[0] ?? ''}/html`)).text();
    const alone = await browser.context.newPage();
    barriers.push(...(await findBarriersIn(alone, mailHtml)));

    // The button of the mail leads to our page, and that one to the admin center, each in a tab of its own.
    const [page] = await Promise.all([
      browser.context.waitForEvent('page'),
      mail.getByRole('link', { name: 'Read and accept' }).click(),
    ]);
    await page.getByRole('heading', { level: 1, name: 'Please accept' }).waitFor();
    await look(page);
    const [adminCenter] = await Promise.all([
      browser.context.waitForEvent('page'),
      page.getByRole('link', { name: 'Continue to Microsoft' }).press('Enter'),
    ]);
    await adminCenter.getByRole('heading', { level: 1, name: 'Microsoft Customer Agreement' }).waitFor();
    expect(adminCenter.url()).toBe(`${urls.partnerCenter}/AdminPortal/Home?ref=/BillingAccounts/agreement`);
    await look(adminCenter);
    await adminCenter
      .getByLabel('Company you sign in for')
      .selectOption({ label: 'Tailspin Toys (tailspintoys.onmicrosoft.com)' });
    await adminCenter.getByLabel('Global administrator').press('Space');
    await adminCenter.getByRole('button', { name: 'Sign in' }).press('Enter');
    await look(adminCenter);
    await adminCenter.getByLabel('I accept the Microsoft Customer Agreement').press('Space');
    await adminCenter.getByRole('button', { name: 'Accept agreement' }).press('Enter');
    await adminCenter.getByRole('status').getByText('Accepted').waitFor();
    await look(adminCenter);

    // Back on our page the customer says so, and Microsoft is asked at once.
    await page.getByRole('button', { name: 'I have accepted' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'is accepted' }).waitFor();
    await look(page);

    // The agent sees it.
    const [recordUrl = ''] = desk.url().split('?');
    await waitFor('the acceptance on record', async () => {
      await desk.goto(recordUrl);
      return (await fact(desk, 'Status')).includes('accepted') ? true : undefined;
    });
    expect(await fact(desk, 'May order')).toContain('yes');
    expect(await fact(desk, 'Acceptance confirmed')).toMatch(/yes.*customer direct/s);
    const history = desk.getByRole('region', { name: 'History' }).getByRole('row');
    const told = ['Invitation created', 'Invitation sent', 'Invitation opened'];
    for (const event of [...told, /Standing checked.*"kind": "accepted"/s]) {
      expect(await history.filter({ hasText: event }).count(), String(event)).toBeGreaterThan(0);
    }
    expect(await desk.getByRole('button', { name: /Invite/ }).count()).toBe(0);
    await look(desk);
    expect(barriers).toEqual([]);
  });
});

/** What a page says beside a label of its description list. */
async function fact(page: Page, label: string): Promise<string> {
  return (
    await page
      .locator('dt', { hasText: new RegExp(`^${label}$`) })
      .locator('xpath=following-sibling::dd[1]')
      .innerText()
  ).trim();
}
