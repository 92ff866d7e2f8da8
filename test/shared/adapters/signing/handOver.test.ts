import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHandOver } from '../../../../shared/adapters/signing/handOver.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const other = '9e2f5a3c-1111-4222-8333-444455556666';
const publicUrl = 'https://agreements.partner.example';
const credentials = { userName: 'admin', password: '=;;n.=s9Z' };
const handOver = createHandOver({ publicUrl, key: randomBytes(32) });
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';

describe('the hand-over link', () => {
  it('is the same for the same customer, and names that customer', () => {
    const url = handOver.url(tenant);
    expect(url).toMatch(/^https:\/\/agreements\.partner\.example\/api\/c\/[\w-]{68}$/);
    expect(handOver.url(tenant)).toBe(url);
    expect(handOver.read(tokenOf(url))).toBe(tenant);
  });

  it.each([
    ['cut off', (token: string) => token.slice(0, -1)],
    ['changed at its end', (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
    [
      'of another customer’s id',
      (token: string) => tokenOf(handOver.url(other)).slice(0, 20) + token.slice(20),
    ],
    ['empty', () => ''],
    ['zeroes', () => 'A'.repeat(68)],
    ['zeroes in the earlier form', () => 'A'.repeat(64)],
    ['no base64url', () => '!'.repeat(68)],
  ])('is refused when it is %s', (_what, change) => {
    expect(() => handOver.read(change(tokenOf(handOver.url(tenant))))).toThrow(
      expect.objectContaining({ code: 'LINK_NOT_FOUND' }),
    );
  });

  it('of another app is refused', () => {
    const another = createHandOver({ publicUrl, key: randomBytes(32) });
    expect(() => handOver.read(tokenOf(another.url(tenant)))).toThrow();
  });
});

describe('sealed credentials', () => {
  it('are opened for the customer they belong to, and hide every part', () => {
    const box = handOver.seal(tenant, credentials);
    expect(handOver.open(tenant, box)).toEqual(credentials);
    const bytes = Buffer.from(box, 'base64').toString('latin1');
    expect(box + bytes).not.toContain(credentials.password);
    expect(handOver.seal(tenant, credentials)).not.toBe(box);
  });

  it('are opened neither for another customer, nor by another app, nor when a bit was changed', () => {
    const box = handOver.seal(tenant, credentials);
    expect(() => handOver.open(other, box)).toThrow();
    expect(() => createHandOver({ publicUrl, key: randomBytes(32) }).open(tenant, box)).toThrow();
    const bytes = Buffer.from(box, 'base64');
    bytes.writeUInt8(bytes.readUInt8(48) ^ 1, 48);
    expect(() => handOver.open(tenant, bytes.toString('base64'))).toThrow();
  });
});

describe('the value in the form of a page view', () => {
  it('is another one each time, and is known again for its customer alone', () => {
    const view = handOver.newView(tenant);
    expect(handOver.newView(tenant)).not.toBe(view);
    expect(handOver.readView(tenant, view)).toMatch(/^[0-9a-f]{64}$/);
    expect(handOver.readView(tenant, view)).toBe(handOver.readView(tenant, view));
    expect(handOver.readView(other, view)).toBeUndefined();
    expect(createHandOver({ publicUrl, key: randomBytes(32) }).readView(tenant, view)).toBeUndefined();
  });

  it.each(['', 'A'.repeat(44), '!'.repeat(44), tokenOf(handOver.url(tenant))])('is not %j', (view) => {
    expect(handOver.readView(tenant, view)).toBeUndefined();
  });
});
