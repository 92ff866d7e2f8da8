import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { waitFor } from '../../../infra/local/journeys/waitFor.ts';
import { findBarriers, findBarriersIn } from '../barriers.ts';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

type Urls = { readonly mail: string; readonly partnerCenter: string };

/** An agent and a customer, each with a browser; registered by the test that owns the environment. */
export function wholeWayJourney(
  open: (as: PersonKey, path: string) => Promise<OpenedPortal>,
  urls: () => Urls,
): void {
  it('leads from the agent’s invitation over the customer’s acceptance to the record, without a mouse and without barriers', async () => {
    const { page, complaints } = await open('AdminAgent', '/customers?q=wingtip');
    const barriers: string[] = [];
    const look = async (seen: Page): Promise<void> => void barriers.push(...(await findBarriers(seen)));
    await page.getByRole('link', { name: 'Wingtip Toys Polska' }).press('Enter');
    await page.getByRole('heading', { name: 'This customer may not order yet' }).waitFor();
    await look(page);
    const recordUrl = page.url();
    await page.getByRole('link', { name: 'Start acceptance' }).press('Enter');
    await page.getByLabel('First name').fill('Tania');
    await page.getByLabel('Last name').fill('Carr');
    await page.getByLabel('E-mail').fill('tania.carr@wingtiptoys');
    await page.getByLabel('E-mail').press('Enter');
    await page.getByText('This is not an e-mail address.').waitFor();
    await look(page);
    await page.getByLabel('Language of the mail').selectOption('en');
    await page.getByLabel('E-mail').fill('tania.carr@wingtiptoys.example');
    await page.getByLabel('E-mail').press('Enter');
    await page.getByText('tania.carr@wingtiptoys.example').first().waitFor();
    await page.getByText('Invitation created', { exact: true }).first().waitFor();
    await look(page);

    // The customer reads the mail, whose button leads to our page in a tab of its own, and from there to the admin center.
    const inbox = await page.context().newPage();
    const subject = /Wingtip Toys Polska/;
    await inbox.goto(urls().mail);
    await waitFor('the mail', async () => {
      const sent = await (await fetch(`${urls().mail}/_control/messages`)).text();
      return sent.includes('tania.carr@wingtiptoys.example') ? true : undefined;
    });
    await inbox.getByRole('link', { name: 'Check for new mail' }).click();
    await inbox.getByRole('link', { name: subject }).waitFor();
    await look(inbox);
    await inbox.getByRole('link', { name: subject }).press('Enter');
    await inbox.getByRole('heading', { level: 1, name: subject }).waitFor();
    await look(inbox);
    const mailHtml = await (await fetch(`${inbox.url().split('?')[0] ?? ''}/html`)).text();
    const alone = await page.context().newPage();
    barriers.push(...(await findBarriersIn(alone, mailHtml)));
    await alone.close();
    const [ours] = await Promise.all([
      page.context().waitForEvent('page'),
      inbox
        .frameLocator('iframe[title="The mail as HTML"]')
        .getByRole('link', { name: 'Read and accept' })
        .click(),
    ]);
    // Our page says what will happen and leads on.
    const onward = ours.getByRole('link', { name: 'Continue to Microsoft' });
    await onward.waitFor();
    await look(ours);
    const [adminCenter] = await Promise.all([page.context().waitForEvent('page'), onward.press('Enter')]);
    await adminCenter.getByRole('heading', { level: 1, name: 'Microsoft Customer Agreement' }).waitFor();
    expect(adminCenter.url()).toBe(`${urls().partnerCenter}/AdminPortal/Home?ref=/BillingAccounts/agreement`);
    await look(adminCenter);
    await adminCenter
      .getByLabel('Company you sign in for')
      .selectOption({ label: 'Wingtip Toys Polska (wingtiptoyspl.onmicrosoft.com)' });
    await adminCenter.getByLabel('Global administrator').press('Space');
    await adminCenter.getByRole('button', { name: 'Sign in' }).press('Enter');
    const consent = adminCenter.getByLabel('I accept the Microsoft Customer Agreement');
    await consent.waitFor();
    await look(adminCenter);
    await consent.press('Space');
    await adminCenter.getByRole('button', { name: 'Accept agreement' }).press('Enter');
    await adminCenter.getByRole('status').getByText('Accepted').waitFor();
    await look(adminCenter);
    await adminCenter.close();
    await ours.close();
    await inbox.close();

    // The agent sees it; the list of steps tells what happened.
    await page.bringToFront();
    expect(page.url()).toBe(recordUrl);
    await page.getByRole('button', { name: /^Actions for/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Check now' }).press('Enter');
    // On a busy machine the look waits behind those of other customers.
    await page.getByRole('heading', { name: 'This customer may order' }).waitFor({ timeout: 150_000 });
    await page.getByText('Directly at Microsoft').waitFor();
    for (const event of [
      'Invitation created',
      'Mail sent',
      'Link opened',
      'Check asked for',
      /answer changed/,
    ]) {
      await page.getByRole('listitem').filter({ hasText: event }).first().waitFor();
    }
    expect(await page.getByRole('link', { name: 'Start acceptance' }).count()).toBe(0);
    await look(page);
    expect(barriers).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
}
