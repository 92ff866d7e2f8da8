import type { AgreementTemplate, TemplateDocument } from '../../domain/attestations/agreementTemplate.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import type { CountryRules } from '../../domain/newCustomers/countryRules.ts';
import type { PartnerAccount, PartnerAgreementStatus } from '../../domain/partnerCenter/partnerType.ts';
import type { Observation } from '../../domain/customers/standing.ts';
import type { AttestationCalls } from './attestationPorts.ts';
import type { DiscoveredCustomer } from './discoveryPorts.ts';
import type { NewCustomerCalls } from './newCustomerPorts.ts';
import type { RelationshipCalls } from './prospectPorts.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';

/** As Partner Center has it; it need not be a complete person. */
export type CustomerContact = {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
};

export type DescribedCustomer = { readonly country: string | null; readonly resellerTenantId: string | null };

/** What all instances together may ask of Partner Center. Throws `STORAGE_UNAVAILABLE` when it is unknown. */
export type CallBudget = {
  /** Waits for the turn of one call. @throws `PARTNER_CENTER_THROTTLED` when it comes too late to wait for */
  acquire(priority: Priority): Promise<void>;
  /** A call was refused for being one too many: all instances pause. */
  refused(refusal: { readonly askedAt: Date; readonly retryAfterMs: number }): Promise<void>;
  state(): Promise<BudgetState>;
};

export type BudgetState = { readonly limitPerMinute: number; readonly pausedUntil: Date | null };

/**
 * Partner Center, as far as it is needed here. Calls count as made for a person unless said otherwise.
 * All methods throw `PARTNER_CENTER_…` errors; what is true of one customer only is an answer instead.
 */
export type PartnerCenter = AttestationCalls &
  NewCustomerCalls &
  RelationshipCalls & {
    /** One page of customers, in the background; `position` null starts, and null in the answer ends. */
    customers(position: string | null): Promise<{ customers: DiscoveredCustomer[]; position: string | null }>;
    /** One customer as the list has it; undefined where Partner Center tells us of none. */
    customer(customerTenantId: string, priority?: Priority): Promise<DiscoveredCustomer | undefined>;
    /** `reseller` asks for the reseller alone, in one call; the country is null then. */
    describe(
      customerTenantId: string,
      priority?: Priority,
      part?: 'reseller',
    ): Promise<DescribedCustomer | undefined>;
    /** The reseller of each customer that has one, by tenant id; in the background. */
    resellersOfCustomers(): Promise<ReadonlyMap<string, string>>;
    observe(
      customerTenantId: string,
      priority?: Priority,
    ): Promise<{ observation: Observation; microsoft: MicrosoftTrace }>;
    /** The customer's contact; undefined where Partner Center tells us nothing of the customer. */
    contact(customerTenantId: string): Promise<CustomerContact | undefined>;
    /** The template in force, looked up and then kept for hours. */
    agreementTemplate(priority?: Priority): Promise<AgreementTemplate>;
    /** Fresh links on every call. Country and language in the spelling of the offered list, which matters. */
    templateDocument(
      templateId: string,
      wanted: { readonly country: string; readonly language: string },
    ): Promise<TemplateDocument>;
    /** Undefined for a country that Partner Center has no rules for. */
    countryRules(country: string): Promise<CountryRules | undefined>;
    /** Our own account. */
    account(): Promise<PartnerAccount>;
    /** Whether we, or a reseller of ours, have accepted the Microsoft Partner Agreement. */
    partnerAgreement(tenantId: string): Promise<PartnerAgreementStatus>;
  };

/** What is secret of this app, apart from its own signing key. */
export type SecretName =
  'partner-center-refresh-token' | 'partner-center-client-secret' | 'partner-center-certificate';

export type SecretDescription = {
  /** When the current value was written. */
  readonly updatedAt: Date;
  /** Null when no expiry was set. */
  readonly expiresAt: Date | null;
};

/** Where secrets are kept. All methods throw `SECRETS_UNAVAILABLE` when the store does not answer or refuses. */
export type Secrets = {
  /** The current value; a secret that is not there is `SECRETS_UNAVAILABLE`, too. */
  read(name: SecretName): Promise<string>;
  write(name: SecretName, value: string, about: { readonly expiresAt: Date }): Promise<void>;
  /** Undefined when there is no such secret, or the store does not know when it came. */
  describe(name: SecretName): Promise<SecretDescription | undefined>;
};

/** The sign-in of the partner's service account, which lasts as long as its refresh token is redeemed in time. */
export type UserSignIn = {
  /**
   * Signs in with a refresh token, and answers the one Entra gave in its place; null when it gave none.
   * Throws `PARTNER_CENTER_SIGN_IN_FAILED` · `PARTNER_CENTER_UNAVAILABLE` · `SECRETS_UNAVAILABLE`.
   */
  redeem(refreshToken: string): Promise<string | null>;
};
