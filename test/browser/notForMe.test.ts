import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { findBarriers } from './barriers.ts';
import { findBrowser, openBrowser, type Browser } from './browser.ts';

const executablePath = findBrowser() ?? '';
const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';

describe.skipIf(!executablePath)('a reader who is not the one to accept (skipped without Chromium)', () => {
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

  it('finds the way in the mail, and says so with the keyboard; nothing changes before', async () => {
    const agent = await createApiClient(environment.urls);
    const email = 'someone.else@tailspintoys.example';
    const invited = await agent.post(`/customers/${tenant}/invitations`, {
      recipient: { email },
      language: 'fr',
    });
    expect(invited.status).toBe(202);
    const text = await waitFor('the mail', async () => {
      const answer = await fetch(`${environment.urls.mail}/_control/messages`);
      const { items } = (await answer.json()) as { items: unknown[] };
      const mail = items.find((one) => member(one, 'request.body.recipients.to.0.address') === email);
      return mail === undefined ? undefined : String(member(mail, 'request.body.content.plainText'));
    });
    const link = /https?:\/\/\S+\/other/.exec(text)?.[0] ?? expect.fail('no such link in the mail');
    const state = async () => member((await agent.get(`/customers/${tenant}`)).body, 'invitation.state');

    const tab = await browser.context.newPage();
    await tab.goto(link);
    expect(await tab.locator('html').getAttribute('lang')).toBe('fr');
    expect(await findBarriers(tab)).toEqual([]);
    const copied = await tab.getByRole('textbox').inputValue();
    expect(copied).toContain(link.replace(/\/other$/, ''));
    await tab.reload();
    expect(await state()).toBe('open');

    await tab.getByRole('button', { name: 'Informer' }).press('Enter');
    await tab.getByRole('button', { name: 'Revenir sur ma réponse' }).waitFor();
    expect(await findBarriers(tab)).toEqual([]);
    expect(await state()).toBe('declined');

    // A mistake can be taken back.
    await tab.goto(link);
    await tab.getByRole('button', { name: 'Revenir sur ma réponse' }).press('Enter');
    await tab.getByRole('link', { name: 'Continuer vers Microsoft' }).waitFor();
    expect(await findBarriers(tab)).toEqual([]);
    expect(await state()).toBe('open');
  });
});
