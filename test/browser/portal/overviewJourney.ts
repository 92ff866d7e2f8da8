import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** What happened to all customers, as figures and as a list; registered by the test that owns the environment. */
export function overviewJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('shows how invitations get on: from sent to accepted, how long customers wait, and 26 weeks of acceptances', async () => {
    const { page, complaints } = await open('Viewer', '/');
    const funnel = page.getByRole('table', { name: /From invitation to acceptance/ });
    await funnel.waitFor();
    expect(await funnel.getByRole('row').count()).toBe(4);
    const ages = page.getByRole('table', { name: /How long customers have been asked/ });
    expect(await ages.getByRole('columnheader').count()).toBe(5);
    const weeks = page.getByRole('table', { name: /Acceptances per week/ });
    expect(await weeks.locator('tbody tr').count()).toBe(26);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('names declined invitations among what needs attention, and other agents by name in the activity', async () => {
    const { page, complaints } = await open('Viewer', '/readiness');
    const agent = '11111111-1111-4111-8111-111111111111';
    const by = { kind: 'agent', id: agent };
    const items = [1, 2].map((version) => ({
      ...{ customerTenantId: '14876998-c0dc-46e6-9d0c-65a57a6c32ec', companyName: 'Tailspin Toys' },
      event: { type: 'invitationDeclined', at: '2026-11-30T09:00:00.000Z', version, by },
    }));
    await page.route('**/api/v1/activity?**', (route) =>
      route.fulfill({ json: { items, continuationToken: null } }),
    );
    await page.route('**/api/v1/people?**', (route) =>
      route.fulfill({ json: { items: [{ id: agent, name: 'Tomás Vega', lastSeenAt: items[0]?.event.at }] } }),
    );
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: /^Declined in 30 days\s*2$/ }).click();
    await page.waitForURL(/type=invitationDeclined/);
    await page.getByLabel('Who').selectOption({ label: 'Tomás Vega' });
    await page.waitForURL((url) => url.searchParams.get('actor') === agent);
    await page.getByRole('cell', { name: 'Tomás Vega' }).first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lists what happened to all customers by type and person, each with its address, and exports it', async () => {
    const { page, complaints } = await open('AdminAgent', '/activity?days=90');
    await page.getByRole('row').nth(1).waitFor();
    await page.getByLabel('Type').selectOption('customerDiscovered');
    await page.waitForURL(/type=customerDiscovered/);
    await expect.poll(() => page.getByRole('cell', { name: 'Invitation created' }).count()).toBe(0);
    await page.getByRole('row').nth(1).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('at,companyName,customerTenantId,type,by');
    expect(lines.slice(1).every((line) => line.includes(',customerDiscovered,'))).toBe(true);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('type='));
    expect(complaints).toEqual([]);
    await page.close();
  });
}
