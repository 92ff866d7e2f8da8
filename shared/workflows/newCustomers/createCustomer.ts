import { AgreementError } from '../../domain/errors.ts';
import { refuseIfNeverAcceptable } from '../../domain/newCustomers/newAcceptance.ts';
import {
  completeCustomer,
  countryProblems,
  type NewCustomer,
} from '../../domain/newCustomers/newCustomer.ts';
import { requireCustomerMaker } from '../../domain/partnerCenter/partnerType.ts';
import { domainTaken, fulfilOrder, type FulfilOrderNeeds } from './fulfilOrder.ts';
import { tellIfKept } from './customerOrders.ts';
import { requireRules } from './readAddressRules.ts';
import type { CustomerOrder, WantedAcceptance } from '../ports/newCustomerPorts.ts';
import { allowMail } from '../mail/allowMail.ts';
import { keyReused } from '../idempotency.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';

export type CreateCustomer = {
  readonly customer: NewCustomer;
  readonly acceptance: WantedAcceptance;
  readonly by: Actor;
  /** Names who asks, so that the same wish of the same caller is one order. */
  readonly callerKey: string;
  readonly once?: Once<AgreementRecord> | undefined;
};

/**
 * Makes a customer at Partner Center and begins its way to the agreement. The order is stored before the first
 * call that changes anything, so a crash leaves something the sweep finishes, and a repeat goes on with it.
 * @throws {AgreementError} `INVALID_INPUT` · `DOMAIN_TAKEN` · `ADDRESS_NOT_VALID` · `CUSTOMER_LIMIT_REACHED` ·
 *   `CUSTOMER_REJECTED` · `COUNTRY_NOT_OFFERED` · `IDEMPOTENCY_KEY_REUSED` · `REQUEST_UNDER_WAY` · `MAIL_LIMIT_REACHED` · `PARTNER_CENTER_…`
 */
export async function createCustomer(
  needs: FulfilOrderNeeds,
  command: CreateCustomer,
): Promise<Outcome<AgreementRecord>> {
  const { customer, once } = command;
  requireCustomerMaker(needs.policy.partnerType);
  refuseReseller(needs, customer);
  const id = orderId(needs, command);
  const earlier = await needs.customerOrders.find(id);
  if (earlier && once && earlier.fingerprint !== once.fingerprint) throw keyReused();
  // Without a key, an order that is done has made its customer, so the domain is taken now.
  if (earlier && (once || !('customerTenantId' in earlier))) {
    const fulfilling = fulfilOrder(needs, earlier, once);
    return 'customerTenantId' in earlier ? fulfilling : tellIfKept(needs, earlier, fulfilling);
  }
  const order = { ...(await check(needs, command)), id };
  const begun = await needs.customerOrders.begin(order);
  if (begun === 'domainBusy') throw beingMade(customer);
  if (begun === 'exists')
    throw new AgreementError('REQUEST_UNDER_WAY', 'This customer is just being created. Ask again.', {
      retryAfterMs: 2000,
    });
  return tellIfKept(needs, order, fulfilOrder(needs, order, once, { isResumed: false }));
}

/** Two agents at once: one wins, the other hears which customer is being made, and may look for it in a moment. */
function beingMade({ companyName, domain }: NewCustomer): AgreementError {
  return new AgreementError(
    'REQUEST_UNDER_WAY',
    'Another request is just creating a customer with this domain. Look for it in a moment.',
    { retryAfterMs: 2000, extensions: { customer: { companyName, domain } } },
  );
}

function orderId(
  { stableId }: FulfilOrderNeeds,
  { once, callerKey, customer, acceptance }: CreateCustomer,
): string {
  return once
    ? stableId('customer order', 'key', once.id)
    : stableId('customer order', callerKey, JSON.stringify([customer, acceptance]));
}

/** Everything that can be known before the customer is made. */
async function check(
  needs: FulfilOrderNeeds,
  { customer, acceptance, by, once }: CreateCustomer,
): Promise<Omit<CustomerOrder, 'id'>> {
  const { partnerCenter, clock } = needs;
  const { address, domain } = customer;
  const wanted = acceptance.path === 'attest' ? acceptance.request : { language: null, acceptedAt: null };
  refuseIfNeverAcceptable({ ...wanted, country: address.country }, clock.now());
  const rules = requireRules(await partnerCenter.countryRules(address.country), 'address/country');
  const problems = countryProblems(customer, rules);
  if (problems.length > 0)
    throw new AgreementError('INVALID_INPUT', 'The country has rules that this breaks.', {
      fields: problems,
    });
  if (await partnerCenter.isDomainTaken(domain)) throw domainTaken();
  const ordered = completeCustomer(customer, rules);
  const verdict = await partnerCenter.checkAddress(ordered.address);
  if (verdict.kind === 'wrong') {
    throw new AgreementError(
      'ADDRESS_NOT_VALID',
      'Microsoft does not know this address. Correct it, or take one of the suggestions.',
      {
        fields: [{ pointer: '/address', message: 'is not an address that Microsoft knows' }],
        partnerCenter: verdict.partnerCenter,
        extensions: { microsoftFields: verdict.fields, suggestedAddresses: verdict.suggestions },
      },
    );
  }
  await allowMail(needs, mailedBy(acceptance), once);
  const fingerprint = once?.fingerprint ?? null;
  return { customer: ordered, acceptance, by, fingerprint, startedAt: clock.now() };
}

/** The address that the first step mails. */
function mailedBy({ path, request }: WantedAcceptance): string | null {
  if (request.delivery !== 'email') return null;
  return path === 'attest' ? request.signatory.email : request.recipient.email;
}

function refuseReseller({ policy }: FulfilOrderNeeds, { resellerTenantId }: NewCustomer): void {
  if (resellerTenantId === null || policy.partnerType === 'indirectProvider') return;
  throw new AgreementError('INVALID_INPUT', 'Only an indirect provider has resellers.', {
    fields: [{ pointer: '/resellerTenantId', message: 'is for indirect providers only' }],
  });
}
