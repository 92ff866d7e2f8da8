import { decideAttestationDecline } from '../../domain/attestations/attestationProgress.ts';
import { decideProspectDecline } from '../../domain/prospects/decideProspect.ts';
import { decideDecline } from '../../domain/customers/invitation.ts';
import { findInvitation } from './findInvitation.ts';
import { transitionProspect } from '../prospects/transitionProspect.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';

/**
 * "Not for me", said through the link of a mail: no further reminders are sent, and the partner's agent
 * is told. An answer to an older or closed invitation changes nothing; saying it twice is saying it once.
 * The signatory of an attestation and the reader of a relationship invitation may say it, too.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED` when the partner cancelled it
 */
export async function declineInvitation(needs: Needs, { token }: { readonly token: string }): Promise<void> {
  const attested = needs.links.readAttestation(token);
  if (attested) {
    await transition(needs, attested.customerTenantId, {
      by: { kind: 'customer' },
      decide: ({ attestation }) => decideAttestationDecline(attestation, attested.attestationNumber),
    });
    return;
  }
  const related = needs.links.readRelationship(token);
  if (related) {
    await transitionProspect(needs, related.prospectId, {
      by: { kind: 'customer' },
      decide: decideProspectDecline,
    });
    return;
  }
  const { record, invitationNumber } = await findInvitation(needs, token);
  await transition(needs, record.customerTenantId, {
    by: { kind: 'customer' },
    decide: (current) => decideDecline(current, invitationNumber),
  });
}
