import { AgreementError } from '../../domain/errors.ts';
import { customerName } from '../../domain/customers/customerName.ts';
import { nameOfProspect } from '../../domain/prospects/prospect.ts';
import { findInvitation } from './findInvitation.ts';
import type { Needs } from '../ports/ports.ts';
import type { Language } from '../../domain/language.ts';

/** What a reader who is not the one to accept may be offered. */
export type Choices = {
  readonly language: Language;
  readonly companyName: string;
  /** The stable link itself. */
  readonly url: string;
  /** A signatory's link is for the signatory alone; any other may be passed on. */
  readonly isPersonal: boolean;
  readonly isOpen: boolean;
};

type ChoiceNeeds = Pick<Needs, 'links' | 'agreements' | 'prospects'>;

/**
 * What a mail's link belongs to, for the page behind "not the right person?". Looking changes nothing.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED` when the partner withdrew it
 */
export async function findChoices(needs: ChoiceNeeds, token: string): Promise<Choices> {
  const attested = needs.links.readAttestation(token);
  if (attested) return ofAttestation(needs, attested);
  const related = needs.links.readRelationship(token);
  if (related) return ofProspect(needs, related.prospectId);
  const { record, invitation, invitationNumber } = await findInvitation(needs, token);
  return {
    ...{ language: invitation.language, companyName: customerName(record), isPersonal: false },
    url: needs.links.url(record.customerTenantId, invitationNumber),
    isOpen: invitation.state === 'open' && invitation.number === invitationNumber,
  };
}

async function ofProspect({ links, prospects }: ChoiceNeeds, prospectId: string): Promise<Choices> {
  const { prospect } = (await prospects.find(prospectId)) ?? {};
  if (!prospect) throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const { language, state, id } = prospect;
  if (state === 'cancelled')
    throw new AgreementError('INVITATION_CLOSED', 'Your partner has withdrawn this invitation.');
  const companyName = nameOfProspect(prospect);
  const isOpen = state === 'open';
  return { language, companyName, isPersonal: false, isOpen, url: links.relationshipUrl(id) };
}

async function ofAttestation(
  { links, agreements }: ChoiceNeeds,
  target: { readonly customerTenantId: string; readonly attestationNumber: number },
): Promise<Choices> {
  const { customerTenantId, attestationNumber: number } = target;
  const { record } = (await agreements.current(customerTenantId)) ?? {};
  const attestation = record?.attestation;
  if (!attestation || number > attestation.number)
    throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const { mailLanguage: language, state } = attestation;
  const companyName = customerName({ ...record, companyName: attestation.companyName });
  return {
    ...{ language, companyName, isPersonal: true, url: links.attestationUrl(customerTenantId, number) },
    isOpen: attestation.number === number && ['requested', 'waiting'].includes(state),
  };
}
