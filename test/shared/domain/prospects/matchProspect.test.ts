import { describe, expect, it } from 'vitest';
import {
  matchProspect,
  mayBeProspect,
  type CustomerProfile,
  type Newcomer,
} from '../../../../shared/domain/prospects/matchProspect.ts';
import type { Prospect } from '../../../../shared/domain/prospects/prospect.ts';
import { appendToProspect } from '../../../../shared/domain/prospects/prospectEvents.ts';

const at = new Date('2026-03-02T09:00:00Z');
const reseller = '484e548c-f5f3-4528-93a9-c16c6373cb59';

function prospect(changes: Partial<Prospect> & { email?: string } = {}): Prospect {
  const { email = 'alex@contoso.example', ...rest } = changes;
  const invited = {
    type: 'prospectInvited' as const,
    id: 'the prospect',
    recipient: { firstName: null, lastName: null, email, phone: null },
    companyName: null,
    domain: null,
    resellerTenantId: null,
    language: 'en' as const,
    note: null,
    delivery: 'email' as const,
    expiresAt: at,
  };
  const { prospect: begun } = appendToProspect(undefined, [invited], { at, by: { kind: 'system' } });
  return { ...begun, ...rest };
}

function newcomer(changes: Partial<Newcomer> = {}, profile?: Partial<CustomerProfile>): Newcomer {
  const told = profile && { domains: [], emails: [], resellerTenantId: undefined, ...profile };
  return {
    customerTenantId: 'a',
    companyName: 'Contoso Ltd',
    domain: 'contoso1.onmicrosoft.com',
    ...changes,
    profile: told,
  };
}

type Row = [what: string, prospect: Prospect, newcomer: Newcomer, expected: string];
const rows: Row[] = [
  ['the same domain', prospect({ domain: 'contoso1.onmicrosoft.com' }), newcomer(), 'certain domain'],
  [
    'the same domain in capitals',
    prospect({ domain: 'CONTOSO1.OnMicrosoft.com' }),
    newcomer(),
    'certain domain',
  ],
  [
    'one of its own domains',
    prospect({ domain: 'contoso.example' }),
    newcomer({}, { domains: ['contoso.example'] }),
    'certain domain',
  ],
  [
    'a domain in letters of its own',
    prospect({ domain: 'münchen.example' }),
    newcomer({ domain: 'xn--mnchen-3ya.example' }),
    'certain domain',
  ],
  [
    'the same domain, decomposed',
    prospect({ domain: 'mu\u0308nchen.example' }),
    newcomer({ domain: 'm\u00fcnchen.example' }),
    'certain domain',
  ],
  ['a domain that only begins the same', prospect({ domain: 'contoso.onmicrosoft.com' }), newcomer(), 'none'],
  [
    'name and the very address',
    prospect({ companyName: 'CONTOSO, Ltd.' }),
    newcomer({}, { emails: ['Alex@Contoso.example'] }),
    'certain companyAndContact',
  ],
  [
    'name and an address in a domain it owns',
    prospect({ companyName: 'Contoso Ltd' }),
    newcomer({}, { domains: ['contoso.example'] }),
    'certain companyAndContact',
  ],
  [
    'a name with other accents and case',
    prospect({ companyName: 'cöntoso ltd' }),
    newcomer({ companyName: 'CONTOSO LTD' }),
    'ambiguous company',
  ],
  [
    'the name alone',
    prospect({ companyName: 'Contoso Ltd' }),
    newcomer({}, { emails: ['kim@other.example'] }),
    'ambiguous company',
  ],
  [
    'the name, and nothing else is told',
    prospect({ companyName: 'Contoso Ltd' }),
    newcomer(),
    'ambiguous company',
  ],
  [
    'the contact alone',
    prospect({ companyName: 'Fabrikam' }),
    newcomer({}, { emails: ['alex@contoso.example'] }),
    'ambiguous contact',
  ],
  [
    'name and contact, but another first domain',
    prospect({ companyName: 'Contoso Ltd', domain: 'contoso2.onmicrosoft.com' }),
    newcomer({}, { emails: ['alex@contoso.example'] }),
    'ambiguous companyAndContact',
  ],
  [
    'name and contact, but the domain is not among its own',
    prospect({ companyName: 'Contoso Ltd', domain: 'contoso.test' }),
    newcomer({}, { domains: ['contoso.example'] }),
    'ambiguous companyAndContact',
  ],
  [
    'the domain, by another reseller',
    prospect({ domain: 'contoso1.onmicrosoft.com', resellerTenantId: reseller }),
    newcomer({}, { resellerTenantId: null }),
    'ambiguous domain',
  ],
  [
    'the domain, by the reseller that was meant',
    prospect({ domain: 'contoso1.onmicrosoft.com', resellerTenantId: reseller }),
    newcomer({}, { resellerTenantId: reseller }),
    'certain domain',
  ],
  [
    'the domain, by a reseller where none was meant',
    prospect({ domain: 'contoso1.onmicrosoft.com' }),
    newcomer({}, { resellerTenantId: reseller }),
    'ambiguous domain',
  ],
  [
    'nothing in common',
    prospect({ companyName: 'Fabrikam', domain: 'fabrikam.example' }),
    newcomer(),
    'none',
  ],
  ['two names without letters', prospect({ companyName: '***' }), newcomer({ companyName: '!!!' }), 'none'],
  [
    'one that an agent said it is not',
    prospect({ companyName: 'Contoso Ltd', dismissed: ['a'] }),
    newcomer(),
    'none',
  ],
  [
    'a cancelled invitation',
    prospect({ domain: 'contoso1.onmicrosoft.com', state: 'cancelled' }),
    newcomer(),
    'none',
  ],
  [
    'an expired invitation, whose mail was read late',
    prospect({ domain: 'contoso1.onmicrosoft.com', state: 'expired' }),
    newcomer(),
    'certain domain',
  ],
  [
    'an ambiguous one that now has proof',
    prospect({ domain: 'contoso1.onmicrosoft.com', state: 'ambiguous' }),
    newcomer(),
    'certain domain',
  ],
];

describe('matching one new customer', () => {
  it.each(rows)('judges %s', (_what, one, other, expected) => {
    const match = matchProspect(one, [other]);
    const way =
      match.kind === 'certain'
        ? match.matchedBy
        : match.kind === 'ambiguous'
          ? match.candidates[0]?.matchedBy
          : '';
    expect(`${match.kind} ${way ?? ''}`.trim()).toBe(expected);
  });
});

describe('matching several tenants of the same company', () => {
  const contact = { emails: ['alex@contoso.example'] };
  const [a, b] = [
    newcomer({}, contact),
    newcomer({ customerTenantId: 'b', domain: 'contoso2.onmicrosoft.com' }, contact),
  ];

  it('asks a person where both fit equally', () => {
    const match = matchProspect(prospect({ companyName: 'Contoso Ltd' }), [a, b]);
    expect(match).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ customerTenantId: 'a' }, { customerTenantId: 'b' }],
    });
  });

  it('takes the one with the domain, in either order', () => {
    const wanted = prospect({ companyName: 'Contoso Ltd', domain: 'contoso2.onmicrosoft.com' });
    for (const both of [
      [a, b],
      [b, a],
    ]) {
      expect(matchProspect(wanted, both)).toEqual({
        kind: 'certain',
        customerTenantId: 'b',
        matchedBy: 'domain',
      });
    }
  });
});

describe('asking Partner Center for more', () => {
  it.each([
    ['the name', prospect({ companyName: 'Contoso Ltd' }), true],
    ['the beginning of the domain', prospect({ domain: 'contoso1.example' }), true],
    ['the beginning of the domain of the address', prospect({ email: 'kim@contoso1.test' }), true],
    ['nothing', prospect({ companyName: 'Fabrikam', domain: 'fabrikam.example' }), false],
    ['the name of one that is linked', prospect({ companyName: 'Contoso Ltd', state: 'linked' }), false],
  ])('for %s in common: %#', (_what, one, expected) => {
    expect(mayBeProspect(one, newcomer())).toBe(expected);
  });
});
