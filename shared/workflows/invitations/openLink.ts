import type { AttestationId } from '../../domain/customers/attestationId.ts';
import { openAttestation, type OpenAttestationNeeds } from '../attestations/openAttestation.ts';
import { openProspect, type OpenProspectNeeds } from '../prospects/openProspect.ts';
import { openInvitation } from './openInvitation.ts';

export type OpenLinkNeeds = OpenProspectNeeds & OpenAttestationNeeds;

/** Where Microsoft takes an acceptance. */
export type Place =
  | { readonly kind: 'adminCenter' }
  | { readonly kind: 'attestationPage'; readonly attestationId: AttestationId }
  | { readonly kind: 'relationship'; readonly url: string };

/**
 * Where a customer's link leads now; `isOpened` notes it as a person's opening, and has a link replaced that has ended.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `LINK_NOT_READY` · `INVITATION_CLOSED`
 */
export async function openLink(needs: OpenLinkNeeds, token: string, isOpened: boolean): Promise<Place> {
  const target = needs.links.read(token);
  switch (target.about) {
    case 'invitation':
      await openInvitation(needs, target, isOpened);
      return { kind: 'adminCenter' };
    case 'attestation': {
      const { customerTenantId, number: attestationNumber } = target;
      const attestationId = await openAttestation(needs, { customerTenantId, attestationNumber }, isOpened);
      return { kind: 'attestationPage', attestationId };
    }
    case 'relationship':
      return { kind: 'relationship', url: await openProspect(needs, target.prospectId, isOpened) };
  }
}
