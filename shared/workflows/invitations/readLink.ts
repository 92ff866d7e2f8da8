import { AgreementError } from '../../domain/errors.ts';
import {
  attestationLinkState,
  invitationLinkState,
  type LinkState,
} from '../../domain/invitations/linkState.ts';
import { customerName } from '../../domain/customers/customerName.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { nameOfProspect } from '../../domain/prospects/prospect.ts';
import { prospectLinkState } from '../../domain/prospects/prospectLinkState.ts';
import type { Language } from '../../domain/language.ts';
import type { LinkTarget, Needs } from '../ports/ports.ts';

/** Everything that the page behind a link in a mail tells. */
export type CustomerLink = {
  readonly about: LinkTarget['about'];
  readonly state: LinkState;
  readonly language: Language;
  readonly companyName: string;
  /** The stable link itself. */
  readonly url: string;
  /** Where a newer invitation is. */
  readonly newerUrl: string | null;
  readonly expiresAt: Date;
  /** Object id of the agent who invited. */
  readonly invitedBy: string | null;
};

type LinkNeeds = Pick<Needs, 'links' | 'agreements' | 'prospects' | 'clock'>;

/** What a mail's link stands for now. Reading it changes nothing. @throws {AgreementError} `LINK_NOT_FOUND` */
export async function readLink(needs: LinkNeeds, token: string): Promise<CustomerLink> {
  const target = needs.links.read(token);
  if (target.about === 'relationship') return ofProspect(needs, target.prospectId);
  const record = (await needs.agreements.current(target.customerTenantId))?.record;
  const link =
    record && (target.about === 'invitation' ? ofInvitation : ofAttestation)(needs, record, target.number);
  if (!link) throw unknownLink();
  return link;
}

function ofInvitation(
  { links, clock }: LinkNeeds,
  record: AgreementRecord,
  number: number,
): CustomerLink | undefined {
  const { invitation, customerTenantId } = record;
  if (!invitation || number > invitation.number) return undefined;
  const { language, expiresAt, invitedBy = null } = invitation;
  const state = invitationLinkState(record, number, clock.now());
  return {
    ...{ about: 'invitation', state, language, expiresAt, companyName: customerName(record) },
    url: links.url(customerTenantId, number),
    newerUrl: state.kind === 'newer' ? links.url(customerTenantId, state.number) : null,
    invitedBy: number === invitation.number ? invitedBy : null,
  };
}

function ofAttestation(
  { links, clock }: LinkNeeds,
  record: AgreementRecord,
  number: number,
): CustomerLink | undefined {
  const { attestation, customerTenantId } = record;
  if (!attestation || number > attestation.number) return undefined;
  const { mailLanguage: language, closesAt: expiresAt, companyName, invitedBy = null } = attestation;
  const state = attestationLinkState(record, number, clock.now());
  return {
    ...{ about: 'attestation', state, language, expiresAt },
    companyName: customerName({ ...record, companyName }),
    url: links.attestationUrl(customerTenantId, number),
    newerUrl: state.kind === 'newer' ? links.attestationUrl(customerTenantId, state.number) : null,
    invitedBy: number === attestation.number ? invitedBy : null,
  };
}

async function ofProspect(
  { links, prospects, agreements, clock }: LinkNeeds,
  prospectId: string,
): Promise<CustomerLink> {
  const { prospect } = (await prospects.find(prospectId)) ?? {};
  if (!prospect) throw unknownLink();
  const { customerTenantId, language, expiresAt, invitedBy = null } = prospect;
  const record = customerTenantId ? (await agreements.current(customerTenantId))?.record : undefined;
  return {
    ...{ about: 'relationship', language, expiresAt, invitedBy, newerUrl: null },
    state: prospectLinkState(prospect, record, clock.now()),
    companyName: nameOfProspect(prospect),
    url: links.relationshipUrl(prospect.id),
  };
}

function unknownLink(): AgreementError {
  return new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
}
