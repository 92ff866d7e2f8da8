import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** An agent creates a customer; registered by the test that owns the environment. */
export function newCustomerJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('offers the resellers of an indirect provider by name', async () => {
    const { page } = await open('AdminAgent', '/readiness');
    const [session] = await Promise.all([page.waitForResponse('**/api/v1/session'), page.reload()]);
    const { partner, ...rest } = (await session.json()) as { partner: object };
    const json = { ...rest, partner: { ...partner, type: 'indirectProvider' } };
    await page.route('**/api/v1/session', (route) => route.fulfill({ json }));
    const resellerTenantId = '22222222-2222-4222-8222-222222222222';
    await page.route('**/api/v1/resellers', (route) =>
      route.fulfill({
        json: {
          asOf: '2026-11-30T09:00:00.000Z',
          items: [{ resellerTenantId, name: 'Händler & Co', byStatus: {} }],
        },
      }),
    );
    await page.reload();
    await page.getByRole('link', { name: 'New customer' }).click();
    await page.getByLabel('Reseller').selectOption({ label: 'Händler & Co' });
    expect(await page.getByLabel('Reseller').inputValue()).toBe(resellerTenantId);
    await page.close();
  });

  it('creates a customer: free domain, the rules of the country, a suggested address, and credentials to hand over', async () => {
    const { page, complaints } = await open('SalesAgent', '/new-customer');
    const domain = page.getByLabel('Microsoft domain');
    await page.getByLabel('Company', { exact: true }).fill('Blue Yonder Airlines Ltd');
    await expect.poll(() => domain.inputValue()).toBe('blueyonderairlines');
    await page.getByText('This domain is free').waitFor();
    await domain.fill('tailspintoys');
    await page.getByText('This domain is taken').waitFor();
    await page.getByLabel('Country').selectOption('US');
    await page.getByRole('button', { name: 'tailspintoys-us' }).click();
    await page.getByText('This domain is free').waitFor();

    // Missing values are named, and the first of them gets the focus.
    await page.getByRole('button', { name: 'Create and make link' }).click();
    await page.getByLabel('Street and number').and(page.locator(':focus')).waitFor();
    await page.getByLabel('Street and number').fill('Main Street');
    await page.getByLabel('Postal code').fill('98052');
    await page.getByLabel('City').fill('Redmond');
    await page.getByLabel('State or province').selectOption('WA');
    await page.getByLabel('First name').fill('Zoë');
    await page.getByLabel('Last name').fill('Ångström');
    await page.getByLabel('E-mail').fill('zoe@blueyonder.example');
    await page.getByRole('button', { name: 'Create and make link' }).click();
    await page.getByRole('button', { name: 'Take this address' }).click();
    await expect.poll(() => page.getByLabel('Street and number').inputValue()).toBe('1 Main Street');

    // Another screen and back: nothing typed is lost.
    await page.getByRole('link', { name: 'Queues' }).click();
    await page.getByRole('heading', { level: 1, name: 'Queues' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByLabel('E-mail').inputValue()).toBe('zoe@blueyonder.example');
    await page.getByRole('button', { name: 'Create and make link' }).click();
    await page.getByRole('heading', { name: 'First sign-in details' }).waitFor();
    await page.getByText(/\/c\/[\w-]{20,}/).waitFor();
    expect(new URL(page.url()).search).not.toContain('/c/');
    await page.getByText('The sign-in details were not seen in time?').click();
    await page.getByText('Choose the administrator and reset the password.').waitFor();
    await page.getByRole('link', { name: 'Open customer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Blue Yonder Airlines Ltd' }).waitFor();
    // Microsoft's refusal of the first address is the only thing that the browser may tell of.
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
    await page.close();
  });
}
