import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStableLinks } from '../../../../shared/adapters/signing/links.ts';

const key = Buffer.alloc(32, 7);
const links = createStableLinks({ publicUrl: 'https://mca.contoso.example/', key });
const tenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const url = links.url(tenantId, 3);
const token = url.split('/').at(-1) ?? '';
const readUrl = (of: string) => links.read(of.split('/').at(-1) ?? '');
const notFound = expect.objectContaining({ code: 'LINK_NOT_FOUND' }) as unknown;

describe('stable links', () => {
  it('say what they are about, with tenant and number', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(0xffffffff), (customerTenantId, number) => {
        const target = { customerTenantId, number };
        expect(readUrl(links.url(customerTenantId, number))).toEqual({ about: 'invitation', ...target });
        const attested = links.attestationUrl(customerTenantId, number);
        expect(readUrl(attested)).toEqual({ about: 'attestation', ...target });
        const related = { about: 'relationship', prospectId: customerTenantId };
        expect(readUrl(links.relationshipUrl(customerTenantId))).toEqual(related);
      }),
    );
  });

  it('are short, stay the same, and begin with the public address', () => {
    expect(url).toMatch(/^https:\/\/mca\.contoso\.example\/api\/i\/[\w-]{52}$/);
    expect(links.url(tenantId, 3)).toBe(url);
  });

  it('are refused when a single character differs', () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, at) + other + token.slice(at + 1);
      expect(() => links.read(forged), forged).toThrow(notFound);
    }
  });

  it.each([
    ['an empty token', ''],
    ['a token cut short', token.slice(0, -1)],
    ['a token with more behind it', `${token}AAAA`],
    ['padding', `${token}=`],
    ['the alphabet of plain base64', token.replace(/[-_]/, '+').replace(/.$/, '/')],
    ['white space', `${token.slice(0, -1)}\n`],
    ['a token of a megabyte', 'A'.repeat(1_000_000)],
  ])('refuse %s', (_case, forged) => {
    expect(() => links.read(forged)).toThrow(notFound);
  });

  it('of another key are refused', () => {
    const others = createStableLinks({ publicUrl: 'https://mca.contoso.example', key: Buffer.alloc(32, 8) });
    expect(() => others.read(token)).toThrow(notFound);
  });

  it('need a key of 32 bytes', () => {
    expect(() => createStableLinks({ publicUrl: '', key: Buffer.alloc(31) })).toThrow('32 bytes');
  });
});
