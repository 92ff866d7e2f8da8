import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { previewKinds } from '../../shared/contracts/mail/invitationPreview.ts';
import { languages } from '../../shared/domain/language.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const brand = {
  partnerName: 'Fabrikam Cloud',
  supportEmail: 'help@fabrikam.example',
  legalFooter: 'Fabrikam Ltd\nRegistered in England',
  colors: { button: '#7a1f5c', buttonText: '#ffffff', link: '#7a1f5c' },
  wording: { en: { regards: 'With best wishes,\n{$partnerName}' } },
};

let environment: Environment;
let agent: ApiClient;
let seller: ApiClient;
beforeAll(async () => {
  environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
  agent = await createApiClient(environment.urls, 'AdminAgent');
  seller = await createApiClient(environment.urls, 'SalesAgent');
});
afterAll(() => environment.stop());

async function mails(): Promise<unknown[]> {
  const answer = await fetch(`${environment.urls.mail}/_control/messages`);
  return ((await answer.json()) as { items: unknown[] }).items;
}

describe('the brand of mails', () => {
  it('is what the settings say until one is saved', async () => {
    const { status, body } = await agent.get('/mail-brand');
    expect([status, member(body, 'version'), member(body, 'savedAt')]).toEqual([200, 0, null]);
    expect(member(body, 'partnerName')).not.toBe('');
  });

  it('once saved, is in previews, links to copy and mails', async () => {
    const saved = await agent.put('/mail-brand', { ...brand, replaces: 0 });
    expect([saved.status, member(saved.body, 'version')]).toEqual([200, 1]);

    const preview = (await seller.post('/invitation-preview', {})).body;
    for (const part of ['html', 'text'])
      for (const words of ['Fabrikam Cloud', 'With best wishes,', 'Registered in England'])
        expect(member(preview, part)).toContain(words);
    expect(member(preview, 'html')).toContain('#7a1f5c');

    const recipient = { email: 'tania@tailspintoys.example' };
    await seller.post(`/customers/${tenant}/invitations`, { recipient, delivery: 'email' });
    const mail = await waitFor('the mail', async () =>
      (await mails()).find((one) => JSON.stringify(one).includes(recipient.email)),
    );
    expect(JSON.stringify(mail)).toContain('With best wishes,');
    const copied = await seller.post(`/customers/${tenant}/invitations`, { recipient, delivery: 'link' });
    expect(member(copied.body, 'content.text')).toContain('With best wishes,');
  });

  it('is saved by one of two who changed the same version, and earlier versions stay', async () => {
    const change = (partnerName: string) => agent.put('/mail-brand', { ...brand, partnerName, replaces: 1 });
    const outcomes = await Promise.all([change('Fabrikam East'), change('Fabrikam West')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(outcomes.map(({ body }) => member(body, 'code'))).toContain('BRAND_CHANGED');
    expect(member((await agent.get('/mail-brand')).body, 'version')).toBe(2);
    expect(member((await agent.get('/mail-brand?version=1')).body, 'partnerName')).toBe('Fabrikam Cloud');
    expect((await agent.get('/mail-brand?version=9')).status).toBe(404);
    const versions = (await seller.get('/mail-brand-versions')).body;
    expect([member(versions, 'items.0.version'), member(versions, 'items.1.version')]).toEqual([2, 1]);
    const by = String(member(versions, 'items.0.by'));
    expect(member((await seller.get(`/people?ids=${by}`)).body, 'items.0.id')).toBe(by);
    expect((await agent.put('/mail-brand', { ...brand, replaces: 7 })).status).toBe(409);
  });

  it.each([
    ['colours nobody can read', { colors: { ...brand.colors, button: '#ffff00' } }, '/colors/buttonText'],
    ['a name that claims to be Microsoft', { partnerName: 'Microsoft Billing' }, '/partnerName'],
    ['a logo of a script', { logo: { url: 'javascript:alert(1)', widthPx: 10, heightPx: 10 } }, '/logo/url'],
    ['an unknown placeholder', { wording: { en: { regards: '{$password}' } } }, '/wording/en/regards'],
    ['words for a message that is ours', { wording: { en: { sender: 'Microsoft' } } }, '/wording/en/sender'],
    ['words in no language of ours', { wording: { xx: { regards: 'x' } } }, '/wording/xx'],
    ['a control character in the footer', { legalFooter: 'a\u202eb' }, '/legalFooter'],
    ['two addresses', { supportEmail: 'a@b.example,c@d.example' }, '/supportEmail'],
  ])('is not saved with %s', async (_what, wrong, pointer) => {
    const before = member((await agent.get('/mail-brand')).body, 'version');
    const refused = await agent.put('/mail-brand', { ...brand, ...wrong, replaces: before });
    expect([refused.status, member(refused.body, 'code')]).toEqual([422, 'INVALID_INPUT']);
    expect(JSON.stringify(member(refused.body, 'errors'))).toContain(`"${pointer}"`);
    expect(member((await agent.get('/mail-brand')).body, 'version')).toBe(before);

    const draft = await seller.post('/invitation-preview', { brand: { ...brand, ...wrong } });
    expect(draft.status).toBe(422);
    expect(JSON.stringify(member(draft.body, 'errors'))).toContain(`"/brand${pointer}"`);
  });

  it('is changed by Admin agents only', async () => {
    expect((await seller.put('/mail-brand', { ...brand, replaces: 2 })).status).toBe(403);
  });
});

describe('a preview', () => {
  it('shows every kind in every language, with a mail to send by hand, and leaves nothing behind', async () => {
    const before = (await mails()).length;
    const recipient = { firstName: 'Zoë', lastName: 'Q', email: 'zoe@customer.example' };
    for (const kind of previewKinds) {
      for (const language of languages) {
        const { status, body } = await seller.post('/invitation-preview', { kind, language, recipient });
        expect([kind, language, status]).toEqual([kind, language, 200]);
        expect(member(body, 'html')).toContain(`lang="${language}"`);
        expect(member(body, 'text')).toContain('Zoë');
        expect(member(body, 'mailto')).toMatch(/^mailto:zoe@customer\.example\?subject=.{5,}&body=.{20,}/);
        expect(String(member(body, 'mailto')).length).toBeLessThanOrEqual(1900);
      }
    }
    expect(await mails()).toHaveLength(before);
  });

  it('takes a draft of the brand and the note, and saves neither', async () => {
    const note = 'As discussed <b>today</b>';
    const draft = { ...brand, partnerName: 'Draft & Sons' };
    const { body } = await seller.post('/invitation-preview', { brand: draft, note });
    expect(member(body, 'html')).toContain('Draft &amp; Sons');
    expect(member(body, 'html')).not.toContain('<b>today');
    expect(member((await agent.get('/mail-brand')).body, 'partnerName')).not.toBe('Draft & Sons');
  });

  it('refuses what no mail can hold', async () => {
    for (const wrong of [
      { kind: 'poem' },
      { language: 'tlh' },
      { note: 'x\u0000' },
      { companyName: 'a\r\nBcc: b@c.example' },
      { recipient: { email: 'a@b.example, c@d.example' } },
      { unknown: true },
    ])
      expect((await seller.post('/invitation-preview', wrong)).status).toBe(422);
  });
});
