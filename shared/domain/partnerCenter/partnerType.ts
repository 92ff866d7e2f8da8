import { AgreementError } from '../errors.ts';

export const partnerTypes = ['directBill', 'indirectProvider', 'indirectReseller'] as const;
/** `directBill` deals with customers itself, an indirect provider through the resellers below it. */
export type PartnerType = (typeof partnerTypes)[number];

/**
 * Only direct-bill partners and indirect providers may attest or read templates (documented).
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST`
 */
export function requireAttester(partnerType: PartnerType): void {
  if (partnerType !== 'indirectReseller') return;
  throw new AgreementError(
    'RESELLER_CANNOT_ATTEST',
    'An indirect reseller cannot attest, and Microsoft gives it no access to the agreement. Ask your indirect provider to attest for this customer, or invite the customer to accept directly.',
    { extensions: { nextAction: 'askProvider' } },
  );
}

/**
 * Indirect resellers have no access to it (documented).
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST`
 */
export function requireCustomerMaker(partnerType: PartnerType): void {
  if (partnerType !== 'indirectReseller') return;
  throw new AgreementError(
    'RESELLER_CANNOT_ATTEST',
    'An indirect reseller makes no customers at Partner Center, and cannot attest. Ask your indirect provider to create this customer.',
    { extensions: { nextAction: 'askProvider' } },
  );
}

/** Of the Microsoft Partner Agreement, not that of customers. */
export type PartnerAgreementStatus = 'signed' | 'open' | 'unknown';

/** A partner on the other side of an indirect relationship. */
export type RelatedPartner = { readonly tenantId: string; readonly name: string };

/** What Partner Center tells of our own account; it names no type, so the type is read off its relationships. */
export type PartnerAccount = {
  readonly tenantId: string;
  readonly companyName: string;
  /** Partners that sell through us: only a provider has them. */
  readonly resellers: readonly RelatedPartner[];
  /** Partners that we sell through: only a reseller has them. */
  readonly providers: readonly RelatedPartner[];
};

/** `contradicted`: the settings are wrong. `unproven`: nothing speaks against them, nothing proves them. */
export type PartnerTypeVerdict = {
  readonly kind: 'confirmed' | 'contradicted' | 'unproven';
  readonly detail: string;
};

/**
 * Compares the configured type with the account. A direct-bill partner may be another's reseller as
 * well (documented as dual role), so providers above it prove nothing.
 */
export function comparePartnerType(configured: PartnerType, account: PartnerAccount): PartnerTypeVerdict {
  const hasResellers = account.resellers.length > 0;
  const hasProviders = account.providers.length > 0;
  switch (configured) {
    case 'indirectProvider':
      if (hasResellers) return verdict('confirmed', 'Resellers sell through this account.');
      return hasProviders
        ? verdict('contradicted', 'This account sells through a provider and has no resellers of its own.')
        : verdict('unproven', 'No reseller sells through this account yet.');
    case 'indirectReseller':
      if (hasProviders) return verdict('confirmed', 'This account sells through an indirect provider.');
      return hasResellers
        ? verdict('contradicted', 'Resellers sell through this account, so it is an indirect provider.')
        : verdict('unproven', 'This account has no indirect provider.');
    case 'directBill':
      if (hasResellers)
        return verdict('contradicted', 'Resellers sell through this account, so it is an indirect provider.');
      return hasProviders
        ? verdict('unproven', 'This account also sells through a provider; it may be a reseller only.')
        : verdict('confirmed', 'This account has neither resellers nor a provider.');
  }
}

function verdict(kind: PartnerTypeVerdict['kind'], detail: string): PartnerTypeVerdict {
  return { kind, detail };
}
