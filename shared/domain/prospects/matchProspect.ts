import { domainToASCII } from 'node:url';
import { isFollowed, type Candidate, type MatchedBy, type Prospect } from './prospect.ts';
import { searchText } from '../searchText.ts';

/** What is known of a customer that has just come. */
export type Newcomer = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  /** Undefined where it was not requested, or Partner Center did not tell. */
  readonly profile?: CustomerProfile | undefined;
};

/** What tells one customer from another of the same name. */
export type CustomerProfile = {
  readonly domains: readonly string[];
  readonly emails: readonly string[];
  /** Null: known to have none; undefined: not told. */
  readonly resellerTenantId: string | null | undefined;
};

export type ProspectMatch =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'certain';
      readonly customerTenantId: string;
      readonly matchedBy: 'domain' | 'companyAndContact';
    }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] };

type Likeness = { readonly newcomer: Newcomer; readonly matchedBy: MatchedBy; readonly isCertain: boolean };

/**
 * Which of some new customers is the prospect. The domain counts most, then company name and contact together.
 * A name or a contact alone proves nothing, nor does a customer that came by another reseller's link, nor one of
 * several that fit equally: then a person decides.
 */
export function matchProspect(prospect: Prospect, newcomers: readonly Newcomer[]): ProspectMatch {
  if (!isFollowed(prospect)) return { kind: 'none' };
  const found = newcomers.flatMap((newcomer) => likeness(prospect, newcomer) ?? []);
  for (const way of ['domain', 'companyAndContact'] as const) {
    const [first, ...more] = found.filter(({ matchedBy, isCertain }) => isCertain && matchedBy === way);
    const { customerTenantId } = first?.newcomer ?? {};
    if (customerTenantId !== undefined && more.length === 0) {
      return { kind: 'certain', customerTenantId, matchedBy: way };
    }
    if (first) break;
  }
  if (found.length === 0) return { kind: 'none' };
  return { kind: 'ambiguous', candidates: found.map(candidateOf) };
}

/** Whether it is worth asking Partner Center for more of a customer that came unannounced. */
export function mayBeProspect(prospect: Prospect, { companyName, domain }: Newcomer): boolean {
  if (!isFollowed(prospect)) return false;
  const wanted = [prospect.domain, domainOf(prospect.recipient.email)];
  const label = labelOf(domain);
  return isSameCompany(prospect, companyName) || wanted.some((one) => one !== null && labelOf(one) === label);
}

function likeness(prospect: Prospect, newcomer: Newcomer): Likeness | undefined {
  const { profile, customerTenantId } = newcomer;
  if (prospect.dismissed.includes(customerTenantId)) return undefined;
  const domains = new Set([newcomer.domain, ...(profile?.domains ?? [])].map(domainKey));
  const isDomain = prospect.domain !== null && domains.has(domainKey(prospect.domain));
  const isCompany = isSameCompany(prospect, newcomer.companyName);
  const isContact = hasContact(prospect, domains, profile?.emails ?? []);
  const matchedBy = wayOf({ isDomain, isCompany, isContact });
  if (!matchedBy) return undefined;
  const isProof =
    matchedBy === 'domain' || (matchedBy === 'companyAndContact' && !isElsewhere(prospect, newcomer));
  return { newcomer, matchedBy, isCertain: isProof && !cameByAnother(prospect, profile) };
}

function wayOf(same: { isDomain: boolean; isCompany: boolean; isContact: boolean }): MatchedBy | undefined {
  if (same.isDomain) return 'domain';
  if (same.isCompany) return same.isContact ? 'companyAndContact' : 'company';
  return same.isContact ? 'contact' : undefined;
}

/** The same address, or one in a domain that the tenant owns; a public mail provider's never counts. */
function hasContact(
  { recipient }: Prospect,
  domains: ReadonlySet<string>,
  emails: readonly string[],
): boolean {
  const address = recipient.email.toLowerCase();
  return emails.some((email) => email.toLowerCase() === address) || domains.has(domainKey(domainOf(address)));
}

function isSameCompany({ companyName }: Prospect, other: string): boolean {
  const wanted = searchText(companyName ?? '');
  return wanted !== '' && wanted === searchText(other);
}

/** All domains of the tenant are known, or both names are of the kind that every tenant has one of, and they differ. */
function isElsewhere({ domain }: Prospect, newcomer: Newcomer): boolean {
  if (domain === null) return false;
  const areBothInitial = isInitial(domain) && isInitial(newcomer.domain);
  return areBothInitial || (!isInitial(domain) && (newcomer.profile?.domains.length ?? 0) > 0);
}

function cameByAnother({ resellerTenantId }: Prospect, profile: CustomerProfile | undefined): boolean {
  const actual = profile?.resellerTenantId;
  return actual !== undefined && actual !== resellerTenantId;
}

function isInitial(domain: string): boolean {
  return domainKey(domain).endsWith('.onmicrosoft.com');
}

function labelOf(domain: string): string {
  return domainKey(domain).split('.')[0] ?? '';
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

/** One spelling for a domain, written in letters of its own or in ASCII. */
function domainKey(domain: string): string {
  const plain = domain.normalize('NFC').toLowerCase().replace(/\.$/, '');
  return domainToASCII(plain) || plain;
}

function candidateOf({ newcomer, matchedBy }: Likeness): Candidate {
  const { customerTenantId, companyName, domain } = newcomer;
  return { customerTenantId, companyName, domain, matchedBy };
}
