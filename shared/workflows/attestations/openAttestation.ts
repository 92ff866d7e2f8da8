import { decideAttestationOpened } from '../../domain/attestations/attestationProgress.ts';
import type { AttestationId } from '../../domain/customers/attestationId.ts';
import { lastAttestationNumber } from '../../domain/customers/watchedAttestations.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';

/** Microsoft makes a link within seconds, and a new one for an old one within minutes. */
const notReadyMs = 60_000;

/**
 * Follows the signatory's link: notes that it was opened and answers Microsoft's id of the page it leads to. It
 * stays good when Microsoft's own link behind it is replaced. Opening it accepts nothing.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `LINK_NOT_READY` · `INVITATION_CLOSED` when another one took its place
 */
export async function openAttestation(
  needs: Needs,
  target: { readonly customerTenantId: string; readonly attestationNumber: number },
  isOpened: boolean,
): Promise<AttestationId> {
  const { customerTenantId, attestationNumber: number } = target;
  const stored = await needs.agreements.find(customerTenantId);
  const attestation = stored?.record.attestation;
  if (!attestation || number > lastAttestationNumber(stored.record))
    throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const isOver = ['failed', 'closed', 'cancelled'].includes(attestation.state);
  if (number !== attestation.number || isOver) {
    throw new AgreementError('INVITATION_CLOSED', 'This link is not needed any more.');
  }
  if (attestation.attestationDigest === null) {
    throw new AgreementError('LINK_NOT_READY', 'Microsoft is preparing the page. Try again in a minute.', {
      retryAfterMs: notReadyMs,
    });
  }
  const attestationId = await needs.agreements.attestationId(stored, attestation.attestationDigest);
  if (isOpened) await noteOpened(needs, customerTenantId, number);
  return attestationId;
}

/** The link works without this note, so a busy record does not keep the signatory from accepting. */
async function noteOpened(needs: Needs, customerTenantId: string, number: number): Promise<void> {
  try {
    await transition(needs, customerTenantId, {
      by: { kind: 'customer' },
      decide: ({ attestation }) => decideAttestationOpened(attestation, number),
    });
  } catch (error) {
    if (!(error instanceof AgreementError && error.retryable)) throw error;
  }
}
