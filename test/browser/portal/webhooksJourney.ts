import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** An Admin agent looks after webhook endpoints; registered by the test that owns the environment. */
export function webhooksJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('adds an endpoint for chosen events, confirms it by hand, and finds its deliveries among all', async () => {
    const { page } = await open('AdminAgent', '/webhook-endpoints/new');
    await page.getByLabel('Address').fill('https://shop.example.com/hooks');
    await page.getByLabel('Only these').check();
    await page.getByLabel('invitation.bounced').check();
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    const secret = await page.getByRole('dialog').locator('code').innerText();
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('agreement.accepted, invitation.bounced').waitFor();
    await expect.poll(() => page.content()).not.toContain(secret);

    await page.getByLabel('Challenge or code').fill('a guess');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByRole('alert').waitFor();
    // Its first delivery is the challenge, which is shown to the receiver alone.
    await page.locator('summary', { hasText: 'endpoint.verification' }).first().click();
    expect(await page.locator('details[open] pre').first().innerText()).not.toContain('challenge');

    const bodies: { continuationToken: string | null; onlyFailed: boolean }[] = [];
    await page.route('**/deliveries/redeliver', (route) => {
      bodies.push(route.request().postDataJSON() as (typeof bodies)[number]);
      const isFirst = bodies.length === 1;
      return route.fulfill({
        status: 202,
        json: { redelivered: isFirst ? 100 : 20, continuationToken: isFirst ? 'more' : null },
      });
    });
    await page.getByRole('button', { name: 'Send a period again' }).click();
    await page.getByLabel('Only what failed').uncheck();
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await page.getByText(/^\D?120\D? messages go out again/).waitFor();
    expect(bodies.map((one) => one.continuationToken)).toEqual([null, 'more']);
    expect(bodies.every((one) => !one.onlyFailed)).toBe(true);

    await page.getByRole('link', { name: 'Webhooks' }).first().click();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByLabel('Event', { exact: true }).selectOption('endpoint.verification');
    await page.locator('summary', { hasText: 'https://shop.example.com/hooks' }).first().waitFor();
    await page.waitForURL((url) => url.search === '?type=endpoint.verification');
    await page.getByLabel('Answer', { exact: true }).selectOption('2xx');
    await page.getByText('Nothing was sent yet').waitFor();
    await page.goBack();
    await page.locator('summary', { hasText: 'endpoint.verification' }).first().waitFor();
    await page.close();
  });

  it('says why an endpoint was given up, and resumes it', async () => {
    const { page } = await open('AdminAgent', '/webhook-endpoints');
    await page.route('**/api/v1/webhook-endpoints/*', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      const answer = await route.fetch();
      const json = { ...((await answer.json()) as object), state: 'disabled' };
      const disabled = { reason: 'failing', at: '2026-11-30T10:00:00.000Z' };
      return route.fulfill({ response: answer, json: { ...json, disabled } });
    });
    await page.route('**/api/v1/webhook-deliveries?**', (route) => {
      const attempts = [{ at: '2026-11-30T09:00:00.000Z', status: 200, failure: null, latencyMs: 5 }];
      return route.fulfill({ json: { items: [{ id: 'one', attempts }], continuationToken: null } });
    });
    await page.reload();
    await page.getByRole('row').locator('time[datetime="2026-11-30T09:00:00.000Z"]').first().waitFor();
    await page.unroute('**/api/v1/webhook-deliveries?**');
    await page.getByRole('link', { name: 'https://shop.example.com/hooks' }).click();
    await page.getByText('Disabled: it failed for five days').waitFor();
    const [change] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'PATCH'),
      page.getByRole('button', { name: 'Resume' }).click(),
    ]);
    expect(change.postDataJSON()).toEqual({ state: 'active' });
    // The page reads anew after the command; that answer is of no interest here.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.close();
  });
}
