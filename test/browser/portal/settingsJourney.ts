import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** Somebody looks up the policy in force; registered by the test that owns the environment. */
export function settingsJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('shows the settings in force in words, where each comes from, and how to change it', async () => {
    const { page, complaints } = await open('Viewer', '/settings');
    const row = page.getByRole('row').filter({ hasText: 'INVITATION_LIFETIME_DAYS' });
    await row.waitFor();
    expect(await row.getByText('30 days').count()).toBe(1);
    expect(await row.getByText('Default').count()).toBe(1);
    const given = page.getByRole('row').filter({ hasText: 'PARTNER_NAME' });
    expect(await given.getByText('Set here').count()).toBe(1);
    await page.getByText('azd env set').waitFor();
    expect(await page.getByText(/SIGNING_KEY|REFRESH_TOKEN|CONNECTION_STRING/).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('closes the menu of a phone by Escape and by a choice, also of the screen that is shown', async () => {
    const { page } = await open('Viewer', '/settings');
    await page.setViewportSize({ width: 360, height: 740 });
    const menu = page.getByRole('button', { name: 'Menu' });
    const isOpen = (expected: string) => menu.and(page.locator(`[aria-expanded="${expected}"]`)).waitFor();
    await menu.click();
    await isOpen('true');
    await page.keyboard.press('Escape');
    await isOpen('false');
    await menu.click();
    await isOpen('true');
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await isOpen('false');
    await page.close();
  });
}
