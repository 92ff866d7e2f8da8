import { decideAttestationDecline } from '../../domain/attestations/attestationProgress.ts';
import { decideProspectDecline } from '../../domain/prospects/decideProspect.ts';
import { decideDecline } from '../../domain/customers/invitation.ts';
import { refuseClosedLink } from './refuseClosedLink.ts';
import { transitionProspect, type ProspectNeeds } from '../prospects/transitionProspect.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

export type DeclineInvitationNeeds = ProspectNeeds & StepNeeds;

/**
 * "Not for me", said through the link of a mail: no further reminders are sent, and the partner's agent
 * is told. An answer to an older or closed invitation changes nothing; saying it twice is saying it once.
 * The signatory of an attestation and the reader of a relationship invitation may say it, too.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED` when the partner cancelled it
 */
export async function declineInvitation(
  needs: DeclineInvitationNeeds,
  { token }: { readonly token: string },
): Promise<void> {
  const by = { kind: 'customer' } as const;
  const target = needs.links.read(token);
  switch (target.about) {
    case 'relationship':
      await transitionProspect(needs, target.prospectId, { by, decide: decideProspectDecline });
      return;
    case 'attestation':
      await transition(needs, target.customerTenantId, {
        by,
        decide: ({ attestation }) => decideAttestationDecline(attestation, target.number),
      });
      return;
    case 'invitation':
      await refuseClosedLink(needs, target);
      await transition(needs, target.customerTenantId, {
        by,
        decide: (record) => decideDecline(record, target.number),
      });
  }
}
