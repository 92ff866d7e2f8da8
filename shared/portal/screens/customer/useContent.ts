import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { openWay } from './actions.ts';

/** What the mail of a customer's open invitation or attestation says, with its link. */
export function useContent(customer: Customer) {
  const { customerTenantId } = customer;
  const way = openWay(customer);
  const id = way?.id ?? '';
  const ofInvitation = useRead(
    'getInvitationContent',
    { params: { invitationId: id } },
    { isOn: way?.kind === 'invitation' && may('getInvitationContent') },
  );
  const ofAttestation = useRead(
    'getAttestationContent',
    { params: { customerTenantId, attestationId: id } },
    { isOn: way?.kind === 'attestation' && may('getAttestationContent') },
  );
  return way?.kind === 'attestation' ? ofAttestation : ofInvitation;
}
