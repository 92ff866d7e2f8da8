import * as z from 'zod';
import { AgreementError } from '../../domain/errors.ts';
import type { MicrosoftTrace } from '../../domain/events.ts';
import type { ConfirmedAgreement, Observation } from '../../domain/standing.ts';
import type { DescribedCustomer, PartnerCenter } from '../../workflows/ports.ts';
import {
  createPartnerCenterClient,
  type ClientOptions,
  type PartnerCenterClient,
  type Reply,
  type TokenMode,
} from './client.ts';
import {
  customer,
  customerList,
  directSignStatus,
  mcaConfirmations,
  relationshipList,
  type Customer,
  type CustomerList,
  type McaConfirmation,
} from './responses.ts';

export type PartnerCenterOptions = ClientOptions & {
  readonly partnerType: 'directBill' | 'indirectProvider' | 'indirectReseller';
};

/** Largest page that the documentation works with. */
const pageSize = 500;

/** Per page "prerequisites" (documented). Where both go, app-only: it does not depend on MFA. */
const modes = {
  customers: 'appOnly',
  customer: 'appOnly',
  relationships: 'appAndUser',
  directSignStatus: 'appAndUser',
  agreements: 'appAndUser',
} as const satisfies Record<string, TokenMode>;

/** Partner Center's REST API behind our port. */
export function createPartnerCenter(options: PartnerCenterOptions): PartnerCenter {
  const client = createPartnerCenterClient(options);
  return {
    async customers(position) {
      const { uri, headers } = position === null ? firstPage : parsePosition(position);
      const reply = await client.get({
        path: pathOf(uri, options.url),
        headers,
        mode: modes.customers,
        shape: customerList,
      });
      if (reply.kind === 'refused') throw denied(reply);
      return { customers: reply.value.items.map(discovered), position: nextPosition(reply.value) };
    },
    describe: (customerTenantId) => describe(client, customerTenantId, options.partnerType),
    observe: (customerTenantId) => observe(client, customerTenantId, options.newId()),
  };
}

const firstPage: Position = { uri: `/customers?size=${String(pageSize)}`, headers: {} };

/** The link alone does not lead to the next page, its headers belong to it (documented). */
const position = z.object({ uri: z.string(), headers: z.record(z.string(), z.string()) });
type Position = z.infer<typeof position>;

function nextPosition({ links }: CustomerList): string | null {
  const next = links?.next;
  if (!next) return null;
  const headers = Object.fromEntries((next.headers ?? []).map(({ key, value }) => [key, value]));
  return JSON.stringify({ uri: next.uri, headers } satisfies Position);
}

function parsePosition(text: string): Position {
  try {
    return position.parse(JSON.parse(text));
  } catch {
    throw new AgreementError('INVALID_CONTINUATION_TOKEN', 'The position in the customer list is not ours.');
  }
}

/** Links come without host and mostly without `/v1`; our token goes to no other host, whatever a link says. */
function pathOf(uri: string, url: string): string {
  const target = new URL(uri, url);
  if (target.origin !== new URL(url).origin) {
    throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Partner Center linked to another host.');
  }
  const path = target.pathname.startsWith('/v1/') ? target.pathname : `/v1${target.pathname}`;
  return path + target.search;
}

function discovered({ id, companyProfile }: CustomerList['items'][number]) {
  return {
    customerTenantId: id,
    companyName: companyProfile?.companyName ?? '',
    domain: companyProfile?.domain ?? '',
  };
}

async function describe(
  client: PartnerCenterClient,
  customerTenantId: string,
  partnerType: PartnerCenterOptions['partnerType'],
): Promise<DescribedCustomer | undefined> {
  const path = `/v1/customers/${encodeURIComponent(customerTenantId)}`;
  const reply = await client.get({ path, mode: modes.customer, shape: customer });
  if (reply.kind === 'refused') return untold(reply);
  const country = countryOf(reply.value);
  if (partnerType !== 'indirectProvider') return { country, resellerTenantId: null };
  const related = await client.get({
    path: `${path}/relationships`,
    mode: modes.relationships,
    shape: relationshipList,
  });
  if (related.kind === 'refused') return untold(related);
  const reseller = related.value.items.find(
    ({ relationshipType }) => relationshipType === 'is_indirect_cloud_solution_provider_of',
  );
  return { country, resellerTenantId: reseller?.id ?? null };
}

function countryOf({ companyProfile, billingProfile }: Customer): string | null {
  const country = companyProfile?.address?.country ?? billingProfile?.defaultAddress?.country;
  return country && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : null;
}

type Refused = Extract<Reply<never>, { kind: 'refused' }>;

/** A refusal that is about this customer leaves it undescribed; one that is about us is a failure. */
function untold(reply: Refused): undefined {
  if (reply.refusal === 'tokenWithoutMfa') throw denied(reply);
}

function denied({ refusal, code, microsoft }: Refused): AgreementError {
  const partnerCenter = { code, correlationId: microsoft.correlationId ?? '' };
  return refusal === 'tokenWithoutMfa'
    ? new AgreementError(
        'PARTNER_CENTER_SIGN_IN_FAILED',
        'Partner Center refused our token because it was issued without multifactor authentication.',
        { partnerCenter },
      )
    : new AgreementError('PARTNER_CENTER_DENIED', `Partner Center denied access, code ${code}.`, {
        partnerCenter,
      });
}

/** Asks for a direct acceptance first: it settles the matter, and most customers accept that way. */
async function observe(client: PartnerCenterClient, customerTenantId: string, correlationId: string) {
  const path = `/v1/customers/${encodeURIComponent(customerTenantId)}`;
  const asked = { mode: modes.directSignStatus, correlationId };
  let microsoft: MicrosoftTrace = { requestId: null, correlationId: null };
  try {
    const direct = await client.get({
      ...asked,
      path: `${path}/directSignedMicrosoftCustomerAgreementStatus`,
      shape: directSignStatus,
    });
    microsoft = direct.microsoft;
    if (direct.kind === 'refused') return { observation: unreadable(direct), microsoft };
    if (direct.value.isSigned) return { observation: read(true, null), microsoft };
    // Without the type Partner Center lists the old Cloud Agreement (documented).
    const confirmed = await client.get({
      ...asked,
      mode: modes.agreements,
      path: `${path}/agreements?agreementType=MicrosoftCustomerAgreement`,
      shape: mcaConfirmations,
    });
    microsoft = confirmed.microsoft;
    if (confirmed.kind === 'read') {
      return { observation: read(false, confirmed.value.map(confirmedAgreement)), microsoft };
    }
    if (confirmed.refusal === 'noAgreements') return { observation: read(false, []), microsoft };
    return { observation: unreadable(confirmed), microsoft };
  } catch (error) {
    // "We cannot know" has to reach the record; thrown, it would only be tried again.
    if (!(error instanceof AgreementError) || error.code !== 'PARTNER_CENTER_SIGN_IN_FAILED') throw error;
    return { observation: { kind: 'unreadable', reason: 'signInFailed' } as const, microsoft };
  }
}

function read(signedDirectly: boolean, confirmed: ConfirmedAgreement[] | null): Observation {
  return { kind: 'read', signedDirectly, confirmed };
}

function unreadable(reply: Refused): Observation {
  // Said of a direct acceptance, "no agreements" answers another question than ours.
  if (reply.refusal === 'noAgreements') throw denied(reply);
  return { kind: 'unreadable', reason: reply.refusal };
}

function confirmedAgreement({ dateAgreed, primaryContact: contact }: McaConfirmation): ConfirmedAgreement {
  const signatory = contact?.email
    ? {
        firstName: contact.firstName ?? null,
        lastName: contact.lastName ?? null,
        email: contact.email,
        phone: contact.phoneNumber ?? null,
      }
    : null;
  return { path: 'partnerAttestation', acceptedAt: dateAgreed, signatory };
}
