import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** An agent works with the list of customers; registered by the test that owns the environment. */
export function customersJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('shows customers of several states at once, with the choice in the address', async () => {
    const { page, complaints } = await open('AdminAgent', '/customers');
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: /^Unknown/ }).click();
    await page.getByRole('button', { name: /^Accepted/ }).click();
    await page.waitForURL((url) => url.search === '?status=unknown&status=accepted');
    await page.getByRole('cell', { name: 'Must accept again' }).first().waitFor({ state: 'detached' });
    const states = page.locator('tbody td:nth-child(3)');
    const shown = async () => [...new Set(await states.allInnerTexts())].sort();
    await expect.poll(shown).toEqual(['Accepted', 'Unknown']);
    await page.getByRole('button', { name: 'Hide accepted' }).click();
    await page.getByRole('cell', { name: 'Accepted', exact: true }).first().waitFor({ state: 'detached' });
    await expect.poll(shown).toEqual(['Unknown']);
    await page.goBack();
    await page.getByRole('cell', { name: 'Accepted', exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'May not order' }).click();
    await page.getByRole('cell', { name: 'May order', exact: true }).first().waitFor({ state: 'detached' });
    await page.waitForURL((url) => url.search === '?canOrder=false');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps filter, order and columns as a view that colleagues share', async () => {
    const { page } = await open('AdminAgent', '/customers?status=unknown&sort=name');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Country' }).uncheck();
    await page.getByRole('checkbox', { name: 'Tenant id' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByLabel('Name of the view').fill('未知 <b>unknown</b>');
    await page.getByLabel('Share it with all colleagues').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/View .* saved/).waitFor();
    await page.reload();
    await page.getByRole('columnheader', { name: 'Tenant id' }).waitFor();

    const { page: other } = await open('SalesAgent', '/customers');
    await other.evaluate("localStorage.removeItem('columns')");
    await other.reload();
    await other.getByRole('button', { name: 'Views' }).click();
    await other.getByRole('button', { name: '未知 <b>unknown</b>' }).click();
    await other.getByRole('columnheader', { name: 'Tenant id' }).waitFor();
    await expect.poll(() => other.getByRole('columnheader', { name: 'Country' }).count()).toBe(0);
    await other.waitForURL(({ searchParams }) => searchParams.getAll('status').join() === 'unknown');
    // The view is a colleague's: a Sales agent may use it and not delete it.
    await other.getByRole('button', { name: 'Views' }).click();
    await other.getByRole('button', { name: '未知 <b>unknown</b>' }).waitFor();
    expect(await other.getByRole('button', { name: /^Delete view/ }).count()).toBe(0);
    await other.close();
  });

  it('says what is selected, and lets go of it with Escape and with another filter', async () => {
    const { page } = await open('AdminAgent', '/customers?status=accepted');
    const said = page.locator('p[role=status].hidden');
    const first = page.getByRole('row').nth(1).getByRole('checkbox');
    await first.check();
    await expect.poll(() => said.innerText()).toMatch(/1\D* selected/);
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Selected customers' }).waitFor({ state: 'detached' });
    await expect.poll(() => said.innerText()).toBe('Nothing is selected');
    // In a menu, Escape closes the menu alone.
    await first.check();
    await page.getByRole('button', { name: 'Columns' }).click();
    const country = page.getByRole('checkbox', { name: 'Country' });
    await country.waitFor();
    await page.keyboard.press('Escape');
    await country.waitFor({ state: 'hidden' });
    expect(await page.getByRole('region', { name: 'Selected customers' }).count()).toBe(1);
    await page.getByRole('button', { name: /^Unknown/ }).click();
    await page.getByRole('region', { name: 'Selected customers' }).waitFor({ state: 'detached' });
    await page.close();
  });

  it('exports what the filter shows, says how many rows, and runs no formula in a spreadsheet', async () => {
    const { page } = await open('AdminAgent', '/customers?status=accepted');
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    await page.getByLabel('All columns').check();
    // The message goes by itself, so the test waits for it before the file is read.
    const said = page.getByText(/\d\D? rows saved$/);
    const [file, text] = await Promise.all([
      page.waitForEvent('download'),
      said.innerText(),
      page.getByRole('button', { name: 'Save file' }).click(),
    ]);
    const [header = '', first = '', ...lines] = (await readFile(await file.path(), 'utf8'))
      .trim()
      .split('\r\n');
    expect(header).toMatch(/^\uFEFF?Customer,Domain,Status,/);
    expect(header).toContain('Tenant id');
    expect(text.replace(/\D/g, '')).toBe(String(lines.length + 1));
    for (const line of [first, ...lines]) expect(line).toContain(',accepted,');
    await page.close();
  });

  it('exports the selected customers alone, and runs no formula in a spreadsheet', async () => {
    const { page } = await open('AdminAgent', '/customers?status=accepted');
    await page.getByRole('row').nth(1).waitFor();
    const [answer] = await Promise.all([page.waitForResponse(/\/api\/v1\/customers\?/), page.reload()]);
    const body = (await answer.json()) as { items: { companyName: string }[] };
    const [first] = body.items;
    if (first) first.companyName = '=HYPERLINK("https://x.example")';
    await page.route('**/api/v1/customers?**', (route) => route.fulfill({ json: body }));
    await page.reload();
    await page.getByRole('checkbox', { name: /HYPERLINK/ }).check();
    await page
      .getByRole('region', { name: 'Selected customers' })
      .getByRole('button', { name: 'Export as CSV' })
      .click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save file' }).click(),
    ]);
    const [, row = '', ...rest] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(row).toMatch(/^"'=HYPERLINK\(""https/);
    expect(rest).toEqual([]);
    await page.close();
  });

  it('has more than ten customers checked by one import, which shows how far it is', async () => {
    const { page } = await open('AdminAgent', '/customers');
    await page.getByRole('row').nth(11).waitFor();
    const bodies: { customerTenantIds: string[] }[] = [];
    await page.route('**/api/v1/imports**', (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      bodies.push(route.request().postDataJSON() as (typeof bodies)[number]);
      return route.fulfill({ status: 202, json: { id: 'played', action: 'check' } });
    });
    await page.route('**/api/v1/customers/*/checks', (route) => route.abort());
    await page.getByRole('checkbox', { name: 'Select all shown' }).check();
    // The message goes by itself, so the test waits for it before it acts.
    const said = page.getByText(/^Microsoft is being asked about \D?\d+\D? customers/).waitFor();
    await page.getByRole('button', { name: 'Check now' }).dblclick();
    await page.waitForURL('**/portal/imports/played');
    await said;
    expect(bodies.length).toBe(1);
    expect(new Set(bodies[0]?.customerTenantIds).size).toBeGreaterThan(10);
    await page.close();
  });

  it('withdraws the invitations among the selected customers, once it is confirmed, and tells who was refused', async () => {
    const { page } = await open('AdminAgent', '/customers?status=invited&status=accepted');
    await page.getByRole('checkbox', { name: /Select \D?Coho/ }).check();
    await page.getByRole('checkbox', { name: /Select \D?Woodgrove/ }).check();
    await page.getByRole('checkbox', { name: /Select \D?Northwind/ }).check();
    let refused = 0;
    await page.route('**/api/v1/invitations/*/cancel*', async (route) => {
      refused += 1;
      if (refused > 1) return route.continue();
      const body = JSON.stringify({ code: 'RECORD_BUSY', detail: 'Try again.' });
      return route.fulfill({ status: 409, contentType: 'application/problem+json', body });
    });
    await page.getByRole('button', { name: 'More for the selected customers' }).click();
    await page.getByRole('menuitem', { name: /^Withdraw \D?2\D? invitations/ }).click();
    await page.getByRole('button', { name: /^Withdraw \D?2\D? invitations/ }).click();
    await page.getByText(/^Done: \D?1\D?. Nothing to do: \D?1\D?. Refused: \D?1/).waitFor();
    await page.getByText('Somebody is working on this right now').waitFor();
    await page.close();
  });
}
