import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  customerId,
  customerPath,
  event,
  invitation,
  record,
  startDesk,
  type DeskFixture,
} from './deskFixture.ts';

let desk: DeskFixture;
beforeAll(async () => void (desk = await startDesk()));
afterAll(() => desk.stop());
afterEach(() => desk.reset());

const hostile = '"><script>alert(1)</script>';
const escaped = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;';
const count = (text: string, part: string): number => text.split(part).length - 1;
const summary = {
  total: 30,
  byStatus: { required: 30, accepted: 0 },
  lastReconciliation: null,
  nextReconciliationAt: null,
};
const typed = {
  firstName: 'Tania',
  lastName: '',
  email: 'tania.carr@tailspintoys.example',
  language: 'fr',
  delivery: 'email',
  note: 'See you <soon>',
  key: 'form-1',
};
const invitations = `/customers/${customerId}/invitations`;
const problem = (code: string, more: object = {}) => ({
  type: 'about:blank',
  title: 'Refused',
  status: 422,
  code,
  detail: 'The body breaks a rule.',
  requestId: 'request-7',
  ...more,
});

describe('the list', () => {
  it('shows customers and counts, and passes filters and the continuation token on', async () => {
    desk.answer('GET /summary', summary);
    desk.answer('GET /customers', { items: [record()], continuationToken: 'to+ken' });
    const { status, text } = await desk.get('/desk?status=required&q=tail');
    expect(status).toBe(200);
    expect(text).toMatch(new RegExp(`href="${customerPath}"><bdi>Tailspin Toys</bdi>`));
    expect(text).toMatch(/Required<\/a> 30/);
    expect(text).toContain('/desk?status=required&amp;q=tail&amp;continuationToken=to%2Bken');
    const [list] = await desk.sent('GET');
    expect(list?.query).toBe('?status=required&q=tail&pageSize=15');
  });

  it('asks the API as an Admin agent', async () => {
    desk.answer('GET /summary', summary);
    desk.answer('GET /customers', { items: [], continuationToken: null });
    expect((await desk.get('/desk')).text).toContain('No customer fits');
    for (const { headers } of await desk.sent('GET')) expect(headers['authorization']).toBe('Bearer …');
  });

  it('shows the problem when the API refuses', async () => {
    desk.answer('GET /summary', summary);
    desk.answer('GET /customers', problem('INVALID_INPUT'), 422);
    const { status, text } = await desk.get('/desk?status=nonsense');
    expect(status).toBe(422);
    expect(text).toContain('The body breaks a rule.');
  });
});

describe('the page of a customer', () => {
  it('shows nobody’s markup as markup', async () => {
    desk.answerCustomer(
      {
        companyName: hostile,
        domain: hostile,
        status: 'unknown',
        statusReason: { code: hostile, detail: hostile },
        invitation: { ...invitation, url: `javascript:${hostile}`, note: hostile, language: hostile },
      },
      [{ ...event, type: hostile, data: { note: hostile }, hash: hostile }],
    );
    const { text, headers } = await desk.get(customerPath);
    expect(count(text, escaped)).toBeGreaterThan(7);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/href="javascript:/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('offers no invitation to a customer who has accepted', async () => {
    desk.answerCustomer({ status: 'accepted', invitation: { ...invitation, state: 'fulfilled' } });
    const { text } = await desk.get(customerPath);
    expect(text).not.toContain(`${customerPath}/invitations`);
    expect(text).not.toContain(`${customerPath}/resend`);
  });

  it('says when there is no such customer', async () => {
    const { status, text } = await desk.get(customerPath);
    expect(status).toBe(404);
    expect(text).toContain('Nobody has this id.');
  });

  it('says when the answer is not what it expects, rather than failing', async () => {
    desk.answerCustomer({ readiness: null });
    const { status, text } = await desk.get(customerPath);
    expect(status).toBe(502);
    expect(text).toContain('(readiness)');
  });
});

describe('an invitation from the desk', () => {
  it('reaches the API once per form, and leads back to the record', async () => {
    desk.answer(`POST ${invitations}`, { ...record({ invitation }), content: null }, 202);
    const reply = await desk.post(`${customerPath}/invitations`, typed);
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe(`${customerPath}?done=invited#content`);
    const [sent] = await desk.sent('POST');
    expect(sent?.headers['idempotency-key']).toBe('form-1');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      kind: 'existingCustomer',
      recipient: { firstName: 'Tania', lastName: null, email: typed.email },
      language: 'fr',
      note: 'See you <soon>',
      delivery: 'email',
    });
    desk.answerCustomer({ status: 'invited', invitation });
    expect((await desk.get(`${customerPath}?done=invited`)).text).toContain('The customer is invited.');
  });

  it('that is refused keeps what was typed, with the reason beside the field', async () => {
    desk.answerCustomer();
    const errors = [{ pointer: '/recipient/email', message: `is wrong ${hostile}` }];
    desk.answer(`POST ${invitations}`, problem('INVALID_INPUT', { detail: hostile, errors }), 422);
    const { status, text } = await desk.post(`${customerPath}/invitations`, typed);
    expect(status).toBe(422);
    expect(text).toContain('value="Tania"');
    expect(text).toContain(`value="${typed.email}"`);
    expect(text).toContain('See you &lt;soon&gt;</textarea');
    expect(text).toMatch(/<option value="fr" selected/);
    expect(text).toMatch(/aria-invalid="true" aria-describedby="emailError"/);
    expect(text).toContain(`id="emailError">is wrong ${escaped}`);
    expect(text).toContain('<code>INVALID_INPUT</code>, request <code>request-7</code>');
    expect(text).toContain(`<strong>${escaped}</strong>`);
    expect(text).not.toContain('<script');
  });

  it('keeps its key for the next try, but not a key that was itself refused', async () => {
    desk.answerCustomer();
    desk.answer(`POST ${invitations}`, problem('STORAGE_UNAVAILABLE'), 503, { 'retry-after': '30' });
    const busy = await desk.post(`${customerPath}/invitations`, typed);
    expect(busy.text).toContain('Try again in 30 seconds.');
    expect(count(busy.text, 'value="form-1"')).toBe(1);
    desk.answer(`POST ${invitations}`, problem('IDEMPOTENCY_KEY_REUSED'), 422);
    const reused = await desk.post(`${customerPath}/invitations`, typed);
    expect(reused.text).toContain('IDEMPOTENCY_KEY_REUSED');
    expect(reused.text).not.toContain('value="form-1"');
  });

  it('by link shows what to send, and no other place to send it from than the own mail program', async () => {
    const content = {
      subject: hostile,
      text: hostile,
      html: hostile,
      mailto: 'mailto:a@b.example?subject=x',
    };
    const link = { ...invitation, delivery: 'link' };
    desk.answer(`POST ${invitations}`, { ...record({ invitation: link }), content }, 202);
    const reply = await desk.post(`${customerPath}/invitations`, { ...typed, delivery: 'link' });
    desk.answerCustomer({ status: 'invited', invitation: link });
    const { text } = await desk.get(reply.headers.get('location') ?? '');
    expect(text).toContain('href="mailto:a@b.example?subject=x"');
    expect(count(text, escaped)).toBe(3);
    expect(text).not.toContain(`${customerPath}/resend`);
  });
});

describe('the other actions', () => {
  it.each(['resend', 'cancel'])('call %s of the invitation that the person saw', async (action) => {
    desk.answer(`POST /invitations/${invitation.id}/${action}`, record({ invitation }), 202);
    const reply = await desk.post(`${customerPath}/${action}`, {
      invitationId: invitation.id,
      key: 'form-2',
    });
    expect(reply.status).toBe(303);
    const [sent] = await desk.sent('POST');
    expect([sent?.path, sent?.headers['idempotency-key'], sent?.body]).toEqual([
      `/api/v1/invitations/${invitation.id}/${action}`,
      'form-2',
      '{}',
    ]);
  });

  it('show a refused resend beside the invitation', async () => {
    desk.answerCustomer({ status: 'invited', invitation });
    desk.answer(`POST /invitations/${invitation.id}/resend`, problem('RESEND_TOO_SOON'), 429, {
      'retry-after': '290',
    });
    const { status, text } = await desk.post(`${customerPath}/resend`, { invitationId: invitation.id });
    expect(status).toBe(429);
    expect(text).toContain('Try again in 5 minutes.');
    expect(count(text, 'id="problem"')).toBe(1);
  });

  it('wait for the check that was asked for', async () => {
    desk.answerCustomer();
    desk.answer(`POST /customers/${customerId}/checks`, record(), 202);
    const replying = desk.post(`${customerPath}/checks`, { key: 'form-3' });
    await expect.poll(async () => (await desk.sent('POST')).length).toBe(1);
    const check = {
      lastCheckedAt: '2026-03-01T10:05:00.000Z',
      nextCheckAt: '2026-04-01T10:00:00.000Z',
      source: null,
    };
    desk.answerCustomer({ check });
    expect((await replying).headers.get('location')).toBe(`${customerPath}?done=checked#content`);
  });
});

describe('a stranger', () => {
  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another program on this computer', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site whose browser names no origin', { 'sec-fetch-site': 'cross-site' }],
  ])('cannot post from %s', async (_from, headers) => {
    const { status, text } = await desk.post(`${customerPath}/invitations`, typed, headers);
    expect(status).toBe(403);
    expect(text).toContain('another site');
    expect(await desk.sent('POST')).toEqual([]);
  });

  it('cannot read or post through a name that leads to this computer', async () => {
    desk.answerCustomer();
    for (const method of ['GET', 'POST']) {
      const reply = await desk.desk.request(`http://evil.example${customerPath}`, { method });
      expect(reply.status).toBe(403);
      expect(await reply.text()).not.toContain('Tailspin');
    }
  });

  it('is told apart from the desk’s own pages, which may post', async () => {
    desk.answer(`POST /invitations/${invitation.id}/cancel`, record({ invitation }));
    const headers = { origin: desk.entra.url, 'sec-fetch-site': 'same-origin' };
    const form = { invitationId: invitation.id };
    expect((await desk.post(`${customerPath}/cancel`, form, headers)).status).toBe(303);
  });
});

describe('the address of the desk', () => {
  it('is the Entra simulator’s, but visits there are neither logged nor struck by faults', async () => {
    desk.answerCustomer();
    await fetch(`${desk.entra.url}/_control/faults`, {
      method: 'POST',
      body: JSON.stringify([{ match: { path: '/desk*' }, then: { status: 500 } }]),
    });
    expect((await desk.get(customerPath)).status).toBe(200);
    const log = await (await fetch(`${desk.entra.url}/_control/requests`)).text();
    expect(log).not.toContain('/desk');
    expect((await desk.get('/desk/nothing')).text).toContain('Page not found');
  });
});
