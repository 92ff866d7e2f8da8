import type { AttestationRequest } from '../../domain/attestations/attest.ts';
import type { InvitationRequest } from '../../domain/customers/invitation.ts';
import type {
  FirstCredentials,
  OrderedCustomer,
  PostalAddress,
} from '../../domain/newCustomers/newCustomer.ts';
import type { Actor, MicrosoftTrace } from '../../domain/actor.ts';
import type { Language } from '../../domain/language.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import type { DiscoveredCustomer } from './discoveryPorts.ts';

export type AddressVerdict =
  | { readonly kind: 'fine' }
  /** Microsoft's names of the fields it objects to, and what it would write instead. */
  | {
      readonly kind: 'wrong';
      readonly fields: readonly string[];
      readonly suggestions: readonly PostalAddress[];
      /** Microsoft's code, or its word for how far it knows the address. */
      readonly partnerCenter: { readonly code: string; readonly correlationId: string };
    };

export type Creation =
  | {
      readonly kind: 'created';
      readonly customerTenantId: string;
      readonly credentials: FirstCredentials | null;
      readonly microsoft: MicrosoftTrace;
    }
  | { readonly kind: 'rejected'; readonly code: string; readonly correlationId: string };

/** What creating a customer asks of Partner Center. */
export type NewCustomerCalls = {
  isDomainTaken(domain: string): Promise<boolean>;
  checkAddress(address: PostalAddress): Promise<AddressVerdict>;
  /** The same `requestId` makes one customer, however often it is sent (documented). */
  createCustomer(customer: OrderedCustomer, requestId: string): Promise<Creation>;
  /** Our customer with this very domain, as the list has it; made for a person unless said otherwise. */
  customerWithDomain(domain: string, priority?: Priority): Promise<DiscoveredCustomer | undefined>;
};

/** How the new customer is to accept. */
export type WantedAcceptance =
  | {
      readonly path: 'invite';
      readonly request: Omit<InvitationRequest, 'language'> & { readonly language: Language | null };
    }
  | { readonly path: 'attest'; readonly request: AttestationRequest };

/** A customer that is to be made; it is kept until the record stands, so that no crash loses it or makes two. */
export type CustomerOrder = {
  /** Also the MS-RequestId of the call that makes the customer. */
  readonly id: string;
  readonly customer: OrderedCustomer;
  readonly acceptance: WantedAcceptance;
  readonly by: Actor;
  /** Of the request that came with an Idempotency-Key. */
  readonly fingerprint: string | null;
  readonly startedAt: Date;
};

/** What is left of an order when the record stands: no personal data. */
export type FinishedOrder = Pick<CustomerOrder, 'id' | 'fingerprint'> & { readonly customerTenantId: string };

/** Credentials that only the link can open. */
export type SealedCredentials = {
  readonly customerTenantId: string;
  readonly box: string;
  readonly expiresAt: Date;
  /** The view of the page in which they were seen; null until then. */
  readonly seenIn: string | null;
};

/** Orders and sealed credentials. All methods throw `STORAGE_UNAVAILABLE`. */
export type CustomerOrders = {
  find(id: string): Promise<CustomerOrder | FinishedOrder | undefined>;
  /** `exists`: another request is beginning it · `domainBusy`: another order for its domain is not done. */
  begin(order: CustomerOrder): Promise<'begun' | 'exists' | 'domainBusy'>;
  /** Keeps credentials until they are seen; those kept first stay. */
  keep(sealed: Omit<SealedCredentials, 'seenIn'>): Promise<void>;
  /** Its domain is free for another order from now on, as after `drop`. */
  finish(order: FinishedOrder): Promise<void>;
  drop(id: string): Promise<void>;
  /** Orders begun before an instant that have not been finished. */
  left(before: Date): Promise<CustomerOrder[]>;
  sealed(customerTenantId: string): Promise<SealedCredentials | undefined>;
  /** Gives them to one view of the page, the first that asks, until an instant at the latest; undefined for all others. */
  claim(
    customerTenantId: string,
    view: { readonly seenIn: string; readonly until: Date },
  ): Promise<SealedCredentials | undefined>;
  /** Removes what has run out: credentials, and finished orders from before an instant. */
  purge(now: Date, finishedBefore: Date): Promise<void>;
};

/** Seals credentials so that the link alone, together with this app, opens them. */
export type HandOver = {
  seal(customerTenantId: string, credentials: FirstCredentials): string;
  url(customerTenantId: string): string;
  /** @throws {AgreementError} `LINK_NOT_FOUND` */
  read(token: string): string;
  open(customerTenantId: string, box: string): FirstCredentials;
  /** Names one view of the page: a value that only this app can make, for the page's form. */
  newView(customerTenantId: string): string;
  /** What is stored of such a value, and is none; undefined for a value that is not ours or of another customer. */
  readView(customerTenantId: string, view: string): string | undefined;
};
