import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMail } from '../../../../infra/local/mail/mail.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';
import { createMailService } from '../../../../shared/adapters/email/communicationEmail.ts';
import type { OutgoingMail } from '../../../../shared/workflows/ports/mailPorts.ts';

const accessKey = Buffer.from('the access key of the mail service').toString('base64');
const sender = 'mca@contoso.example';
const clock = { now: () => new Date() };

type Captured = {
  operationId: string;
  attempts: number;
  differentBodies: number;
  request: { body: Record<string, unknown> };
};
type Logged = { method: string; path: string; headers: Record<string, string> };

let mail: Simulator;
beforeAll(async () => {
  mail = await startMail({ port: 0, accessKey, senderDomains: ['contoso.example'] });
});
beforeEach(() => control('DELETE', ''));
afterAll(() => mail.stop());

async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${mail.url}/_control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const fault = (then: unknown, path = '/emails:send') =>
  control('POST', '/faults', [{ match: { path }, then }]);
const set = (settings: unknown) => control('PUT', '/settings', settings);
const messages = async () => (await control<{ items: Captured[] }>('GET', '/messages')).items;
const requests = async () => (await control<{ items: Logged[] }>('GET', '/requests')).items;
/** Of one mail only: a request nobody waited for any more is logged late. */
const requestsFor = async ({ operationId }: OutgoingMail) =>
  (await requests())
    .filter(({ headers }) => headers['operation-id'] === operationId)
    .map(({ method }) => method);

const service = (changes: Partial<Parameters<typeof createMailService>[0]> = {}) =>
  createMailService({
    account: { connectionString: `endpoint=${mail.url}/;accesskey=${accessKey}` },
    sender,
    timeoutMs: 1000,
    clock,
    trace: { parent: () => undefined },
    ...changes,
  });

const outgoing = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  operationId: randomUUID(),
  recipient: 'tania@tailspintoys.example',
  recipientName: 'Tania Carr',
  subject: 'Accept the Microsoft Customer Agreement',
  html: '<p>Größe: ☃</p>',
  text: 'Größe: ☃',
  ...changes,
});

describe('sending a mail', () => {
  it('is one request with everything the mail service needs', async () => {
    const one = outgoing();
    const replyTo = { address: 'help@contoso.example', displayName: 'Contoso help' };
    await service({ replyTo }).send(one);
    const [captured] = await messages();
    expect(captured?.operationId).toBe(one.operationId);
    expect(captured?.request.body).toEqual({
      senderAddress: sender,
      content: { subject: one.subject, html: one.html, plainText: one.text },
      recipients: { to: [{ address: one.recipient, displayName: one.recipientName }] },
      replyTo: [replyTo],
      userEngagementTrackingDisabled: true,
    });
    expect(await requestsFor(one)).toEqual(['POST']);
  });

  it('carries the trace it belongs to, which changes from mail to mail of one service', async () => {
    let parent: string | undefined;
    const traced = service({ trace: { parent: () => parent } });
    const parents = ['00-1', undefined, '00-2'];
    for (const next of parents) {
      parent = next;
      await traced.send(outgoing());
    }
    const { items } = (await (await fetch(`${mail.url}/_control/requests`)).json()) as { items: Logged[] };
    const posts = items.filter(({ method, path }) => method === 'POST' && path.startsWith('/emails'));
    expect(posts.slice(-3).map(({ headers }) => headers['traceparent'])).toEqual(parents);
  });

  it('leaves out a name that nobody gave', async () => {
    await service().send(outgoing({ recipientName: null }));
    const [captured] = await messages();
    expect(captured?.request.body).toMatchObject({
      recipients: { to: [{ address: 'tania@tailspintoys.example' }] },
    });
    expect(JSON.stringify(captured?.request.body)).not.toContain('displayName');
  });

  it('puts nothing on a header line that does not belong there', async () => {
    const recipientName = 'Tania\r\nBcc: everybody@evil.example\u202E';
    await service().send(outgoing({ recipientName, subject: 'Accept\u2028now\r\nX: y' }));
    const [captured] = await messages();
    expect(captured?.request.body).toMatchObject({
      content: { subject: 'Accept now X: y' },
      recipients: { to: [{ displayName: 'Tania Bcc: everybody@evil.example' }] },
    });
  });

  it.each(['a@b.example,c@d.example', 'Tania <a@b.example>', 'a@b.example\r\nBcc: c@d.example'])(
    'goes to one plain address, not to %j',
    async (recipient) => {
      const failure = await service()
        .send(outgoing({ recipient }))
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'MAIL_REFUSED' });
      expect(String(failure)).not.toContain('b.example');
      expect(await messages()).toEqual([]);
    },
  );
});

describe('sending a mail again', () => {
  it.each(['replay202', 'reject400', 'conflict409'])(
    'after the answer was lost makes no second mail, when the service says %s',
    async (repeatedOperationId) => {
      await set({ repeatedOperationId });
      const one = outgoing();
      await fault('resetAfterEffect');
      await expect(service().send(one)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
      await service().send(one);
      expect(await messages()).toMatchObject([
        { operationId: one.operationId, attempts: 2, differentBodies: 0 },
      ]);
    },
  );

  it('that was taken and then dropped is not reported as refused', async () => {
    await set({ repeatedOperationId: 'reject400', processingMs: 0 });
    const one = outgoing({ recipient: 'suppressed@tailspintoys.example' });
    await service().send(one);
    await service().send(one);
    expect(await messages()).toHaveLength(1);
  });

  it.each([
    [
      'throttled',
      { status: 429, headers: { 'retry-after': '20' } },
      { code: 'MAIL_THROTTLED', details: { retryAfterMs: 20_000 } },
    ],
    ['an error', { status: 500 }, { code: 'MAIL_UNAVAILABLE' }],
    ['lost', 'reset', { code: 'MAIL_UNAVAILABLE' }],
    ['silence', 'timeout', { code: 'MAIL_UNAVAILABLE' }],
  ])('stays open when the look at the first attempt is %s', async (_case, then, expected) => {
    await set({ repeatedOperationId: 'conflict409' });
    const one = outgoing();
    await service().send(one);
    await fault(then, '/emails/operations/*');
    await expect(service().send(one)).rejects.toMatchObject(expected);
  });
});

describe('what somebody in between says', () => {
  const page = '<html><title>Blocked</title></html>';

  it.each([200, 400, 404, 409])('refuses no mail: a page with %i', async (status) => {
    const one = outgoing();
    await fault({ status, headers: { 'content-type': 'text/html' }, body: page });
    const first = service().send(one, { isRepeat: false });
    await expect(first).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await service().send(one);
    expect(await messages()).toHaveLength(1);
  });

  it.each([200, 404])('does not settle whether a mail was taken: a page with %i', async (status) => {
    await set({ repeatedOperationId: 'reject400' });
    const one = outgoing();
    await service().send(one);
    await fault({ status, headers: { 'content-type': 'text/html' }, body: page }, '/emails/operations/*');
    await expect(service().send(one)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await service().send(one);
    expect(await messages()).toHaveLength(1);
  });
});

describe('a mail that is not taken', () => {
  it('because of what it holds is refused, after a look whether it was taken before', async () => {
    const one = outgoing({ subject: '' });
    await expect(service().send(one)).rejects.toMatchObject({ code: 'MAIL_REFUSED' });
    expect(await requestsFor(one)).toEqual(['POST', 'GET']);
    expect(await messages()).toEqual([]);
  });

  it('at the first attempt needs no such look', async () => {
    const one = outgoing({ subject: '' });
    const refused = service().send(one, { isRepeat: false });
    await expect(refused).rejects.toMatchObject({ code: 'MAIL_REFUSED' });
    expect(await requestsFor(one)).toEqual(['POST']);
  });

  it('because of a conflict with a mail that nobody knows yet is tried again', async () => {
    const one = outgoing();
    await fault({ status: 409, body: { error: { code: 'OperationIdAlreadyUsed', message: 'Used.' } } });
    await expect(service().send(one)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await service().send(one);
    expect(await messages()).toHaveLength(1);
  });

  it('because the quota is used up says how long to wait', async () => {
    await set({ quotas: 'managedDomain' });
    for (let sent = 0; sent < 5; sent += 1) await service().send(outgoing());
    const sixth = outgoing();
    await expect(service().send(sixth)).rejects.toMatchObject({
      code: 'MAIL_THROTTLED',
      details: { retryAfterMs: expect.closeTo(60_000, -4) as unknown },
    });
    expect(await requestsFor(sixth)).toEqual(['POST']);
  });

  it('because its domain is not linked is the fault of the sender', async () => {
    const failure = service({ sender: 'mca@unlinked.example' }).send(outgoing());
    await expect(failure).rejects.toMatchObject({ code: 'MAIL_SENDER_REFUSED' });
    await expect(failure).rejects.toThrow('DomainNotLinked');
  });

  it('because the subscription is blocked is the fault of the sender', async () => {
    await set({ subscriptionBlocked: true });
    await expect(service().send(outgoing())).rejects.toMatchObject({ code: 'MAIL_SENDER_REFUSED' });
  });

  it('because of a wrong key is the fault of the sender, and the key is not told', async () => {
    const wrong = Buffer.from('another access key entirely').toString('base64');
    const account = { connectionString: `endpoint=${mail.url};accesskey=${wrong}` };
    const failure: unknown = await service({ account })
      .send(outgoing())
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'MAIL_SENDER_REFUSED' });
    expect(inspect(failure, { depth: 10 })).not.toContain(wrong);
  });

  it.each([
    ['an error', { status: 500, headers: { 'retry-after': '5' } }],
    ['an overload', { status: 503, headers: { 'retry-after': '5' } }],
    ['a proxy', { status: 302, headers: { 'retry-after': '5', location: 'http://127.0.0.1:1/' } }],
  ])('because of %s may be sent later, and the SDK does not try by itself', async (_case, then) => {
    const one = outgoing();
    await fault(then);
    await expect(service().send(one)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    expect(await requestsFor(one)).toEqual(['POST']);
    expect(await messages()).toEqual([]);
  });

  it.each(['reset', 'timeout'])('because of a connection with %s may be sent later', async (then) => {
    const one = outgoing();
    await fault(then);
    await expect(service().send(one)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await expect.poll(() => requestsFor(one)).toEqual(['POST']);
  });

  it('because nobody listens may be sent later', async () => {
    const account = { connectionString: `endpoint=http://127.0.0.1:1;accesskey=${accessKey}` };
    const failure = service({ account }).send(outgoing());
    await expect(failure).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await expect(failure).rejects.toThrow('ECONNREFUSED');
  });

  it('names nobody in its error', async () => {
    await fault({ status: 500, body: { error: { code: 'X', message: 'tania@tailspintoys.example' } } });
    const failure: unknown = await service()
      .send(outgoing())
      .catch((error: unknown) => error);
    expect(inspect(failure, { depth: 10 })).not.toMatch(/tania|Größe|HMAC|accesskey/i);
  });
});

it('refuses a mail account that it would have to call in the open', () => {
  const account = { connectionString: `endpoint=http://mail.contoso.example;accesskey=${accessKey}` };
  expect(() => service({ account })).toThrow('only on this machine');
});
