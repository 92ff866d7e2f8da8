import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** An agent creates a customer; registered by the test that owns the environment. */
export function newCustomerJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
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
