import { expect, it } from 'vitest';
import { waitFor } from '../../../infra/local/journeys/waitFor.ts';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** An agent starts acceptances and hands over links; registered by the test that owns the environment. */
export function acceptanceJourney(
  open: (as: PersonKey, path: string) => Promise<OpenedPortal>,
  addCustomers: (count: number) => Promise<unknown>,
): void {
  it('says before Send that a customer has accepted already, and keeps the draft without a name in the address', async () => {
    const { page, complaints } = await open('SalesAgent', '/customers?q=northwind');
    await page.getByRole('link', { name: 'Northwind Traders Ltd' }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await page.evaluate(
      "history.pushState(null, '', location.pathname + '/start'); dispatchEvent(new PopStateEvent('popstate'))",
    );
    await page.getByLabel('E-mail').fill('nora@northwindtraders.example');
    await page.getByLabel('First name').fill('<i>نورا</i>');
    await page.getByText('This customer has accepted already').waitFor();
    expect(page.url()).not.toContain('nora');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByLabel('E-mail').inputValue()).toBe('nora@northwindtraders.example');
    await expect.poll(() => page.getByLabel('First name').inputValue()).toBe('<i>نورا</i>');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('hands over a link that is still there after a reload, and puts into the history by name who copied it', async () => {
    const { page } = await open('SalesAgent', '/customers?q=humongous');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: 'Humongous Insurance' }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await page.goto(`${page.url()}/start`);
    await page.getByLabel('E-mail').fill('hugo@humongousinsurance.example');
    // An earlier test may have invited the customer.
    await page
      .getByText(/^(Nothing stands against|An invitation is open|A mail went)/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Make link' }).click();
    await page.getByRole('dialog', { name: 'Links and texts' }).waitFor();
    await page.reload();
    const dialog = page.getByRole('dialog', { name: 'Links and texts' });
    await dialog.getByRole('link', { name: 'Open in my mail program' }).waitFor();
    await dialog.getByRole('button', { name: 'Copy' }).first().click();
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toMatch(/^http:.*\/i\//);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Link copied', { exact: true }).waitFor();

    // Another agent reads who did it.
    const address = new URL(page.url()).pathname.replace('/portal', '');
    const { page: other } = await open('AdminAgent', address);
    await other.getByText('Invitation created', { exact: true }).first().waitFor();
    const entry = other.getByRole('listitem').filter({ hasText: 'Link copied' });
    const name = await other.locator('.me strong').innerText();
    await entry.getByText(/[A-Z]\w+ [A-Z]\w+ · /).waitFor();
    expect(await entry.innerText()).not.toContain(name);
    expect(await entry.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await other.close();
  });

  it('keeps the link of a relationship invitation with its texts after a reload', async () => {
    const { page } = await open('SalesAgent', '/relationship-invitations/new');
    await page.getByLabel('E-mail').fill('owner@graphicdesign.example');
    await page.getByRole('button', { name: 'Make link' }).click();
    const dialog = page.getByRole('dialog', { name: 'Links and texts' });
    await dialog.waitFor();
    await page.reload();
    await dialog.getByRole('link', { name: 'Open in my mail program' }).waitFor();
    await dialog.frameLocator('iframe').getByRole('link').first().waitFor();
    await page.close();
  });

  it('shows the evidence to print, and the agreement in the languages of the customer’s country', async () => {
    const { page, complaints } = await open('AdminAgent', '/customers?q=litware');
    await page.getByRole('link', { name: 'Litware Nederland BV' }).click();
    await page.getByRole('button', { name: 'Agreement text' }).click();
    const dialog = page.getByRole('dialog', { name: 'Agreement text' });
    await expect.poll(() => dialog.getByLabel('Country').inputValue()).toBe('NL');
    await dialog.getByRole('link', { name: 'Read' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Evidence' }).click();
    await page.getByText(/^The history is whole/).waitFor();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('navigation').count()).toBe(0);
    await expect.poll(() => page.getByRole('button').count()).toBe(0);
    expect((await page.pdf()).byteLength).toBeGreaterThan(10_000);
    await page.emulateMedia({ media: null });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as JSON' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^evidence-.*\.json$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('invites from the list with the contacts of Partner Center in at most six clicks', async () => {
    await addCustomers(3);
    const { page } = await open('AdminAgent', '/customers?status=required');
    await waitFor('the customers to be found', async () => {
      await page.reload();
      await page.getByText(/shown$/).waitFor();
      return (await page.getByRole('row').count()) > 3 ? true : undefined;
    });
    let clicks = 0;
    const click = async (role: 'button' | 'checkbox', name: RegExp): Promise<void> => {
      await page.getByRole(role, { name }).click();
      clicks += 1;
    };
    await click('checkbox', /^Select all shown$/);
    await click('button', /^Invite$/);
    await click('button', /^Take contacts from Partner Center$/);
    await page.getByText(/^Contacts found/).waitFor();
    await click('button', /^Check \D?\d+\D? recipients$/);
    await page.getByText(/^Ready: \D?[1-9]/).waitFor();
    await click('button', /^Send \D?\d+\D? invitations$/);
    await page.getByText(/invitations are on their way/).waitFor();
    expect(clicks).toBeLessThanOrEqual(6);
    await page.close();
  });
}
