import { randomUUID } from 'node:crypto';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, quick, startMailFixture, type MailFixture } from './mailFixture.ts';

let mail: MailFixture;
let aheadMs = 0;
beforeAll(async () => void (mail = await startMailFixture({ clock: () => new Date(Date.now() + aheadMs) })));
afterAll(() => mail.simulator.stop());
afterEach(async () => {
  aheadMs = 0;
  await mail.reset();
});

const once = { retryOptions: { maxRetries: 0 } };

/** Lets a client see the 202 without looking at the operation. */
const acceptOnly: PipelinePolicy = {
  name: 'acceptOnly',
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status === 202) response.headers.delete('operation-location');
    return response;
  },
};
const noPolling = { additionalPolicies: [{ policy: acceptOnly, position: 'perCall' as const }] };

describe('sending with the real SDK', () => {
  it('is accepted with its signature, captured as sent, and polled to Succeeded', async () => {
    await mail.settings(quick);
    const operationId = randomUUID();
    const message = mailTo('ann@contoso.example', { headers: { 'X-Countersign': 'yes' } });
    const poller = await mail.client().beginSend(message, { operationId });
    expect(await poller.pollUntilDone()).toMatchObject({ id: operationId, status: 'Succeeded' });
    const [captured, ...others] = await mail.messages();
    expect(others).toEqual([]);
    expect(captured).toMatchObject({ operationId, attempts: 1, status: 'Succeeded' });
    expect(captured?.request.body).toEqual(message);
    expect(captured?.request.headers['operation-id']).toBe(operationId);
    expect(captured?.request.headers['authorization']).toBe('HMAC-SHA256 …');
    expect(JSON.stringify(captured)).not.toContain('Signature=');
  });

  it('runs first, and says when to look again', async () => {
    await mail.settings({ processingMs: 60_000 });
    const poller = await mail.client().beginSend(mailTo('ann@contoso.example'));
    const [captured] = await mail.messages();
    expect(captured).toMatchObject({ status: 'Running', deliveryStatus: 'queued' });
    const look = () =>
      mail.send({
        method: 'GET',
        path: `/emails/operations/${captured?.operationId ?? ''}?api-version=2023-03-31`,
      });
    const running = await look();
    expect(running.headers.get('retry-after')).toBe('3');
    expect(await running.json()).toEqual({ id: captured?.operationId, status: 'Running', error: null });
    aheadMs = 60_001;
    const ended = await look();
    expect(ended.headers.get('retry-after')).toBeNull();
    expect(await ended.json()).toMatchObject({ status: 'Succeeded', error: null });
    await poller.poll();
    expect(poller.getOperationState().status).toBe('succeeded');
  });

  it('refuses a wrong key and a clock that is more than five minutes off', async () => {
    const stranger = mail.client(once, Buffer.from('another key').toString('base64'));
    await expect(stranger.beginSend(mailTo('ann@contoso.example'))).rejects.toMatchObject({
      statusCode: 401,
      code: 'Denied',
    });
    for (const offMs of [-301_000, 301_000]) {
      aheadMs = offMs;
      await expect(mail.client(once).beginSend(mailTo('ann@contoso.example'))).rejects.toMatchObject({
        statusCode: 401,
        message: expect.stringContaining('time difference'),
      });
    }
    aheadMs = 290_000;
    await mail.client(noPolling).beginSend(mailTo('ann@contoso.example'));
    expect(await mail.messages()).toHaveLength(1);
  });

  it('keeps one mail when the reply is lost and the SDK sends again with the same operation id', async () => {
    await mail.fault({ match: { method: 'POST' }, then: 'resetAfterEffect' });
    const operationId = randomUUID();
    const client = mail.client({ retryOptions: { maxRetries: 2, retryDelayInMs: 1 }, ...noPolling });
    await client.beginSend(mailTo('ann@contoso.example'), { operationId });
    expect(await mail.messages()).toMatchObject([{ operationId, attempts: 2, differentBodies: 0 }]);
  });

  it('keeps two mails when the caller gives no operation id: the duplicate a test has to see', async () => {
    await mail.fault({ match: { method: 'POST' }, then: 'resetAfterEffect' });
    const client = mail.client({ retryOptions: { maxRetries: 2, retryDelayInMs: 1 }, ...noPolling });
    await client.beginSend(mailTo('ann@contoso.example'));
    expect(await mail.messages()).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
  });

  it('never overwrites a captured mail, and notes that the second had other bytes', async () => {
    const operationId = randomUUID();
    const client = mail.client(noPolling);
    await client.beginSend(mailTo('ann@contoso.example'), { operationId });
    await client.beginSend(mailTo('ben@contoso.example'), { operationId });
    const captured = await mail.message(operationId);
    expect(captured).toMatchObject({ attempts: 2, differentBodies: 1 });
    expect(captured.request.body.recipients.to).toMatchObject([{ address: 'ann@contoso.example' }]);
  });

  it.each([
    ['reject400', 400],
    ['conflict409', 409],
  ])('can refuse a known operation id instead (%s)', async (repeatedOperationId, statusCode) => {
    await mail.settings({ repeatedOperationId });
    const operationId = randomUUID();
    const client = mail.client({ ...once, ...noPolling });
    await client.beginSend(mailTo('ann@contoso.example'), { operationId });
    await expect(client.beginSend(mailTo('ann@contoso.example'), { operationId })).rejects.toMatchObject({
      statusCode,
    });
    expect(await mail.messages()).toMatchObject([{ operationId, attempts: 2 }]);
  });

  it('lets a client see an operation that is not visible yet, and a hanging send', async () => {
    await mail.fault({
      match: { method: 'GET' },
      then: { status: 404, body: { error: { code: 'NotFound', message: '' } } },
    });
    await expect(mail.client(once).beginSend(mailTo('ann@contoso.example'))).rejects.toMatchObject({
      statusCode: 404,
    });
    expect(await mail.messages(), 'the mail was accepted all the same').toHaveLength(1);
    await mail.fault({ match: { method: 'POST' }, then: 'timeout' });
    const sending = mail
      .client(once)
      .beginSend(mailTo('ann@contoso.example'), { requestOptions: { timeout: 200 } });
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    expect(await mail.messages()).toHaveLength(1);
  });
});

describe('quotas', () => {
  it('answers 429 with Retry-After beyond 30 mails in a minute, and counts the refused ones', async () => {
    await mail.settings({ quotas: 'customDomain' });
    const client = mail.client({ ...once, ...noPolling });
    const send = () => client.beginSend(mailTo('ann@contoso.example'));
    for (let sent = 0; sent < 30; sent += 1) await send();
    const error = await send().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ statusCode: 429, code: 'TooManyRequests' });
    const { response } = error as { response: { headers: { get(name: string): string } } };
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await mail.messages()).toHaveLength(30);
    aheadMs = 61_000;
    await send();
    expect(await mail.messages()).toHaveLength(31);
  });

  it('counts looks at operations on their own', async () => {
    await mail.settings({
      quotas: { send: { perMinute: 9, perHour: 9 }, status: { perMinute: 9, perHour: 2 } },
    });
    const path = `/emails/operations/${randomUUID()}?api-version=2025-09-01`;
    const look = async () =>
      (await mail.send({ method: 'GET', path, date: new Date(Date.now() + aheadMs) })).status;
    expect([await look(), await look(), await look()]).toEqual([404, 404, 429]);
    await mail.client(noPolling).beginSend(mailTo('ann@contoso.example'));
    aheadMs = 3_601_000;
    expect(await look()).toBe(404);
  });

  it('are off unless a test asks for them', async () => {
    const client = mail.client(noPolling);
    for (let sent = 0; sent < 120; sent += 1) await client.beginSend(mailTo('ann@contoso.example'));
    expect(await mail.messages()).toHaveLength(120);
  });
});

describe('the wire', () => {
  const body = JSON.stringify(mailTo('ann@contoso.example'));

  it('answers 202 with an absolute operation address on the same host, and exactly three fields', async () => {
    const reply = await mail.send({ body });
    const answer = (await reply.json()) as { id: string };
    expect(reply.status).toBe(202);
    expect(answer).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'Running', error: null });
    expect(reply.headers.get('operation-location')).toBe(
      `${mail.simulator.url}/emails/operations/${answer.id}?api-version=2025-09-01`,
    );
    expect(reply.headers.get('retry-after')).toBe('3');
  });

  it('takes the double slash of the specification', async () => {
    expect((await mail.send({ body, path: '//emails:send?api-version=2023-03-31' })).status).toBe(202);
  });

  const change = (over: object) => JSON.stringify({ ...mailTo('ann@contoso.example'), ...over });
  const to = (...list: string[]) => change({ recipients: { to: list.map((address) => ({ address })) } });
  const many = Array.from({ length: 51 }, (_, index) => `person${String(index)}@contoso.example`);
  const noParts = { content: { subject: 'Hello' } };
  const attachment = { attachments: [{ name: 'a.txt', contentType: 'text', contentInBase64: 'aGk=' }] };
  const large = { content: { subject: 'Hello', plainText: 'x'.repeat(10 * 1024 * 1024) } };

  it.each([
    ['no api-version', { body, path: '/emails:send' }, 400, 'MissingApiVersionParameter'],
    [
      'an unknown api-version',
      { body, path: '/emails:send?api-version=2020-01-01' },
      400,
      'UnsupportedApiVersionValue',
    ],
    ['no signature', { body, headers: { authorization: '' } }, 401, 'Denied'],
    ['a token without TLS', { body, headers: { authorization: 'Bearer abc' } }, 401, 'Denied'],
    ['a body other than signed', { body, headers: { 'x-ms-content-sha256': 'AAAA' } }, 401, 'Denied'],
    [
      'a date other than signed',
      { body, headers: { 'x-ms-date': new Date(Date.now() - 9000).toUTCString() } },
      401,
      'Denied',
    ],
    ['an old request', { body, date: new Date(Date.now() - 310_000) }, 401, 'Denied'],
    [
      'an operation id that is no UUID',
      { body, headers: { 'operation-id': 'mail-1' } },
      400,
      'InvalidOperationId',
    ],
    [
      'another content type',
      { body, headers: { 'content-type': 'text/plain' } },
      415,
      'UnsupportedMediaType',
    ],
    ['broken JSON', { body: '{"a":' }, 400, 'RequestBodyValidationError'],
    ['no content', { body: change({ content: undefined }) }, 400, 'RequestBodyValidationError'],
    ['neither text nor HTML', { body: change(noParts) }, 400, 'RequestBodyValidationError'],
    ['nobody to send to', { body: to() }, 400, 'RequestBodyValidationError'],
    ['51 recipients', { body: to(...many) }, 400, 'RequestBodyValidationError'],
    ['a bad address', { body: to('ann@contoso@example') }, 400, 'InvalidEmailAddress'],
    [
      'an address with a line break',
      { body: to('ann@contoso.example\r\nBcc: x@y.example') },
      400,
      'InvalidEmailAddress',
    ],
    ['a bad attachment type', { body: change(attachment) }, 400, 'RequestBodyValidationError'],
    ['more than 10 MB', { body: change(large) }, 400, 'RequestBodyValidationError'],
    ['a blocked subscription', { body: to('blocked@contoso.example') }, 403, 'SubscriptionBlocked'],
  ])('refuses %s and captures nothing', async (_case, request, status, code) => {
    const reply = await mail.send(request);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('x-ms-error-code')).toBe(code);
    expect(await reply.json()).toMatchObject({ error: { code, message: expect.any(String) } });
    expect(await mail.messages()).toEqual([]);
  });

  it('refuses a sender whose domain is not linked', async () => {
    await mail.settings({ senderDomains: ['other.example.org'] });
    expect((await mail.send({ body })).headers.get('x-ms-error-code')).toBe('DomainNotLinked');
    await mail.settings({ senderDomains: ['Invite.Example.org'] });
    expect((await mail.send({ body })).status).toBe(202);
  });

  it('refuses a repeated or malformed Message-ID when asked to look', async () => {
    const send = async (id: string, check = 'true') =>
      (
        await mail.send({
          body: change({ headers: { 'Message-ID': id, 'x-ms-acsemail-validate-message-id': check } }),
        })
      ).status;
    expect(await send('<one@invite.example.org>')).toBe(202);
    expect(await send('<one@invite.example.org>')).toBe(400);
    expect(await send('<one@invite.example.org>', 'false')).toBe(202);
    expect(await send('one')).toBe(400);
  });
});
