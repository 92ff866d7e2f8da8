import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { paste, type OpenedPortal, type PersonKey } from './openPortal.ts';

const tailspin = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const startPath = `/customers/${tailspin}/start`;

const refuse = (route: Route, status: number, code: string, headers: Record<string, string> = {}) =>
  route.fulfill({
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify({ code, detail: 'In the words of the API.', requestId: 'request-1' }),
  });

/** Another address of the portal, without loading the page anew. */
const walk = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`(() => {
    history.pushState(null, '', '/portal' + ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent('popstate'));
  })()`);

/** Only the POST that starts an acceptance; the dry run before it goes through. */
async function answerSend(page: Page, answer: (route: Route) => unknown): Promise<void> {
  await page.route(`**/api/v1/customers/${tailspin}/invitations**`, (route) =>
    route.request().url().includes('dryRun') ? route.continue() : answer(route),
  );
}

async function fillStart(page: Page): Promise<void> {
  await page.getByLabel('First name').fill('<b>دنا</b>');
  await page.getByLabel('E-mail').fill('dana@tailspintoys.example');
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });

/** What goes wrong on an agent's bad days; all of it is played, nothing is changed. Registered by the test that owns the environment. */
export function badDaysJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('says that it cannot be reached where a page would be empty, and goes on when it is back', async () => {
    const { page } = await open('AdminAgent', '/customers');
    await page.getByRole('row').nth(1).waitFor();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.reload();
    await page.getByText('Countersign cannot be reached', { exact: true }).waitFor();
    await page.getByText('Check your network connection.').waitFor();
    await page.unroute('**/api/v1/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').nth(1).waitFor();

    // One read alone fails: the frame stays, and the notice goes by itself.
    await page.route('**/api/v1/summary', (route) => refuse(route, 503, 'STORAGE_UNAVAILABLE'));
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByText('Something went wrong on our side').waitFor();
    await page.getByText('request-1').waitFor();
    await page.unroute('**/api/v1/summary');
    await page
      .getByText('By status')
      .or(page.getByRole('heading', { name: 'Needs attention' }))
      .first()
      .waitFor();
    await page.getByText('Something went wrong on our side').waitFor({ state: 'detached' });
    await page.close();
  });

  it('counts down where the API asks for patience, then reads again by itself', async () => {
    const { page } = await open('AdminAgent', '/readiness');
    let isBusy = true;
    await page.route('**/api/v1/customers?**', (route) =>
      isBusy ? refuse(route, 429, 'RATE_LIMITED', { 'retry-after': '2' }) : route.continue(),
    );
    await page.getByRole('link', { name: 'Customers', exact: true }).click();
    await page.getByRole('button', { name: /^Try again in/ }).waitFor();
    isBusy = false;
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: /^Try again/ }).waitFor({ state: 'detached' });
    await page.close();
  });

  it('counts down beside a command, and sends the same command again when asked to', async () => {
    const { page } = await open('AdminAgent', startPath);
    const keys: (string | undefined)[] = [];
    await answerSend(page, (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      return keys.length === 1
        ? refuse(route, 429, 'MAIL_LIMIT_REACHED', { 'retry-after': '40' })
        : route.fulfill({ status: 201, json: { id: 'played' } });
    });
    await fillStart(page);
    await send(page).click();
    await page.getByText(/^Try again in \D?\d+\D? s$/).waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('dana@tailspintoys.example');
    await send(page).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(new Set(keys).size).toBe(1);
    await page.close();
  });

  it('renews a token that is refused in the middle, without a word', async () => {
    const { page } = await open('AdminAgent', '/readiness');
    const tokens: (string | undefined)[] = [];
    await page.route('**/api/v1/customers?**', (route) => {
      tokens.push(route.request().headers()['authorization']);
      return tokens.length === 1 ? refuse(route, 401, 'NOT_AUTHENTICATED') : route.continue();
    });
    await page.getByRole('link', { name: 'Customers', exact: true }).click();
    await page.getByRole('row').nth(1).waitFor();
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.close();
  });

  it('keeps what is typed where a role was taken away or something changed meanwhile, and says what to do', async () => {
    const { page } = await open('SalesAgent', startPath);
    let answers = 0;
    await answerSend(page, (route) => {
      answers += 1;
      return answers === 1 ? refuse(route, 403, 'ROLE_NOT_ALLOWED') : refuse(route, 409, 'INVITATION_CLOSED');
    });
    let reads = 0;
    await page.route(`**/api/v1/customers/${tailspin}`, (route) => {
      reads += 1;
      return route.continue();
    });
    await fillStart(page);
    await send(page).click();
    await page.getByText('Your role does not allow this').waitFor();
    await page.getByText('Ask an administrator for the role').waitFor();
    const before = reads;
    await send(page).click();
    await page.getByText('This has changed meanwhile').waitFor();
    await page.getByText('The page shows what there is now.').waitFor();
    await expect.poll(() => reads).toBeGreaterThan(before);
    expect(await page.getByLabel('E-mail').inputValue()).toBe('dana@tailspintoys.example');
    expect(await page.getByLabel('First name').inputValue()).toBe('<b>دنا</b>');
    await page.close();
  });

  it('keeps what is typed without a network, and says so where a page cannot be loaded', async () => {
    const { page } = await open('SalesAgent', startPath);
    await fillStart(page);
    // An earlier test may have left the files of that page in the browser's cache, which a route passes by.
    await page.route('**/portal/assets/**', (route) => route.abort());
    await page.context().setOffline(true);
    try {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor();
      await page.getByRole('button', { name: 'Load again' }).waitFor();
    } finally {
      await page.context().setOffline(false);
    }
    await page.goBack();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('dana@tailspintoys.example');
    expect(await page.getByLabel('First name').inputValue()).toBe('<b>دنا</b>');
    await page.close();
  });

  it('waits for slow answers with a frame that can be used, and brings nobody back from where they went', async () => {
    const { page } = await open('SalesAgent', startPath);
    const held: Route[] = [];
    await answerSend(page, (route) => void held.push(route));
    await fillStart(page);
    // A double click is one command.
    await send(page).dblclick();
    await expect.poll(() => held.length).toBe(1);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    // The message goes by itself, so the test waits for it before the answer comes.
    await Promise.all([
      page.getByText(/^The mail to .* is on its way/).waitFor(),
      held[0]?.fulfill({ status: 201, json: { id: 'played' } }),
    ]);
    expect(new URL(page.url()).pathname).toBe('/portal/settings');

    // The same, refused: what came of it is told where the reader is now, and the draft is still there.
    await walk(page, startPath);
    await fillStart(page);
    await send(page).click();
    await expect.poll(() => held.length).toBe(2);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    if (held[1]) await refuse(held[1], 409, 'ATTESTATION_OPEN');
    await page.getByText(/^An attestation is already under way/).waitFor();
    await page.goBack();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('dana@tailspintoys.example');

    // A slow list shows that it is read.
    let letGo: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/api/v1/activity?**', async (route) => {
      await later;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    letGo();
    await page.getByRole('row').nth(1).waitFor();
    await page.close();
  });

  it('leads Back behind a command, not into it', async () => {
    const { page } = await open('SalesAgent', `/customers/${tailspin}`);
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await walk(page, startPath);
    let sent = 0;
    await answerSend(page, (route) => {
      sent += 1;
      return route.fulfill({ status: 201, json: { id: 'played' } });
    });
    await fillStart(page);
    await send(page).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/portal/customers/${tailspin}`);
    expect(sent).toBe(1);
    await page.close();
  });

  it('has an answer to addresses that lead nowhere', async () => {
    const { page } = await open('AdminAgent', '/nowhere');
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    // Cut off within a character.
    await page.goto(page.url().replace(/\/portal.*/, '/portal/customers/%E0%A4%A'));
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    await walk(page, '/customers/00000000-0000-4000-8000-000000000000');
    await page.getByText('It may have been removed, or the address is cut off.').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Customers' }).waitFor();
    await page.close();
  });

  it('invites 500 customers with names in five scripts and with markup from a pasted table, each once', async () => {
    const { page } = await open('AdminAgent', '/customers');
    await page.getByRole('row').nth(1).waitFor();
    const [real] = await Promise.all([page.waitForResponse(/\/api\/v1\/customers\?/), page.reload()]);
    const { items } = (await real.json()) as { items: object[] };
    const names = [
      '株式会社さくら',
      'شركة النور',
      'חברת אור',
      'Дача ООО',
      '<img src=x onerror=alert(1)><b>Co & "Sons"',
    ];
    await page.route('**/api/v1/customers?**', (route) => {
      const many = Array.from({ length: 500 }, (_, at) => ({
        ...items[0],
        ...{ status: 'required', invitation: null, attestation: null, acceptance: null },
        customerTenantId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
        companyName: `${names[at % 5] ?? ''} ${String(at)}`,
        domain: `c${String(at)}.onmicrosoft.com`,
      }));
      return route.fulfill({ json: { items: many, continuationToken: null } });
    });
    const bodies: string[] = [];
    await page.route('**/api/v1/imports?**', (route) => {
      bodies.push(route.request().postData() ?? '');
      const refused = { row: 3, result: 'refused', code: 'ALREADY_ACCEPTED', message: null, errors: [] };
      const judged = { counts: { ready: 499, refused: 1, waiting: 0 }, items: [refused], warnings: [] };
      return bodies.length === 1
        ? route.fulfill({ json: judged })
        : route.fulfill({ status: 202, json: { id: 'played' } });
    });
    await page.reload();
    // By place and not by role: the tree of roles of so large a page takes seconds.
    await page.locator('tbody tr').nth(499).waitFor();
    const shown = await page.locator('tbody th a').allInnerTexts();
    expect(shown.slice(0, 5)).toEqual(names.map((name, at) => `${name} ${String(at)}`));
    expect(await page.locator('main img, main b').count()).toBe(0);
    await page.locator('thead input').check();
    await page.locator('.bulk .primary').click();
    const dialog = page.locator('dialog');
    const lines = Array.from({ length: 510 }, (_, at) => `p${String(at)}@c${String(at)}.example\t名\tعائلة`);
    await dialog.locator('tbody input').first().focus();
    await paste(page, lines.join('\n'));
    await dialog.getByText(/^\D?10\D? pasted lines were not used/).waitFor();

    // Closed by mistake: what was pasted is still there.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.bulk .primary').click();
    await dialog.getByText(/^Check \D?500\D? recipients$/).click();
    await dialog.getByText('This customer has accepted already').waitFor();
    const said = page.getByText(/^\D?499\D? invitations are on their way/).waitFor();
    await dialog.getByText(/^Send \D?499\D? invitations$/).dblclick();
    await said;
    expect(bodies.length).toBe(2);
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]?.trim().split('\n').length).toBe(501);
    expect(bodies[0]).toContain('00000000-0000-4000-8000-000000000499,名,عائلة,p499@c499.example');
    await page.close();
  });
}
