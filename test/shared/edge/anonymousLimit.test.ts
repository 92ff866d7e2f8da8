import { HttpRequest, InvocationContext } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { clientAddress, createAnonymousLimit } from '../../../shared/edge/anonymousLimit.ts';
import { createHttpOperation } from '../../../shared/edge/httpOperation.ts';
import { createLinkHandler } from '../../../shared/edge/followLink.ts';
import { createPortal } from '../../../shared/edge/portal/createPortal.ts';
import { takeSigned } from '../../../shared/edge/takeSigned.ts';
import { operations } from '../../../shared/contracts/api/operations.ts';

const from = (address: string, init: { method?: string; path?: string } = {}) =>
  new HttpRequest({
    method: init.method ?? 'GET',
    url: `https://app.example/${init.path ?? 'api/i/x'}`,
    params: { token: 'x' },
    headers: { 'x-forwarded-for': address },
    ...(init.method === 'POST' ? { body: { string: '{}' } } : {}),
  });

describe('the address of a client', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7:51234', '203.0.113.7'],
    ['whatever a caller writes,203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2'],
    ['[2001:db8::9]', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0'],
    ['unknown', 'other'],
    ['203.0.113.7, ', undefined],
    ['', undefined],
    [null, undefined],
  ])('in %j is %j', (header, address) => {
    expect(clientAddress(header)).toBe(address);
  });
});

describe('a limit per address', () => {
  const world = () => {
    let nowMs = 0;
    const limit = createAnonymousLimit(() => nowMs);
    const ask = (address: string, kind: 'links' | 'notifications' = 'links') => {
      try {
        limit(kind, from(address));
        return 'within';
      } catch (failure) {
        return failure;
      }
    };
    return { ask, pass: (ms: number) => void (nowMs += ms) };
  };
  const refused = expect.objectContaining({
    code: 'RATE_LIMITED',
    details: { retryAfterMs: 500 },
  }) as unknown;

  it('holds however the addresses before the last one change, and gives way with time', () => {
    const { ask, pass } = world();
    for (let n = 0; n < 120; n += 1)
      expect(ask(`10.0.0.${String(n)}, 203.0.113.7:${String(n)}`)).toBe('within');
    expect(ask('10.9.9.9, 203.0.113.7')).toEqual(refused);
    expect(ask('203.0.113.8')).toBe('within');
    expect(ask('203.0.113.7', 'notifications')).toBe('within');
    pass(500);
    expect([ask('203.0.113.7'), ask('203.0.113.7')]).toEqual(['within', refused]);
  });

  it('counts the addresses of one IPv6 network together', () => {
    const { ask } = world();
    for (let n = 0; n < 120; n += 1) expect(ask(`2001:db8:1:2::${n.toString(16)}`)).toBe('within');
    expect(ask('2001:db8:1:2:ffff::1')).toEqual(refused);
    expect(ask('2001:db8:1:3::1')).toBe('within');
  });

  it('leaves requests alone that came by no front end', () => {
    const limit = createAnonymousLimit(() => 0);
    for (let n = 0; n < 1000; n += 1) limit('links', { headers: new Headers() });
  });
});

describe('beyond the limit', () => {
  const context = new InvocationContext({ logHandler: () => undefined });
  const flood = async (send: () => unknown, times: number) => {
    let answer: unknown;
    for (let n = 0; n < times; n += 1) answer = await send();
    return answer as { status: number; headers: Record<string, string>; body: string };
  };

  it('a link answers with a page that says to come later, and is not looked up', async () => {
    let lookedUp = 0;
    let brandsRead = 0;
    const handler = createLinkHandler(() => Promise.reject(new Error(String((brandsRead += 1)))))(
      async () => ({
        location: `https://accept.example/${String((lookedUp += 1))}`,
      }),
    );
    const answer = await flood(() => handler(from('192.0.2.1'), context), 1_000);
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1', 'cache-control': 'no-store' },
    });
    expect(answer.headers['content-type']).toContain('text/html');
    expect(lookedUp).toBeLessThan(1_000);
    expect(brandsRead).toBe(0);
  });

  it('a notification is refused before its signature is read', async () => {
    let verified = 0;
    const handler = takeSigned(
      async () => void (verified += 1),
      async () => ({}),
    );
    const answer = await flood(() => handler(from('192.0.2.2', { method: 'POST' }), context), 2_000);
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(verified).toBeLessThan(2_000);
  });

  it('liveness and the files of the portal answer with a problem', async () => {
    const verifyCaller = () => Promise.reject(new Error('not asked'));
    const live = createHttpOperation(verifyCaller)(operations.checkLiveness, async () => ({ body: {} }));
    const portal = createPortal('/nowhere', () => Promise.reject(new Error('not asked')));
    const path = 'portal/assets/none.js';
    for (const answer of [
      await flood(() => live.handler(from('192.0.2.3'), context), 1_000),
      await flood(() => portal(from('192.0.2.4', { path }), context), 3_000),
    ]) {
      expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'RATE_LIMITED' });
    }
  });
});
