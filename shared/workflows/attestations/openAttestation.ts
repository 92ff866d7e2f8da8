import {
  decideAttestationOpened,
  decideLinkWanted,
  isLinkEnding,
} from '../../domain/attestations/attestationProgress.ts';
import { wakeUpsAfterOpening } from '../../domain/checks/openings.ts';
import type { AttestationId } from '../../domain/customers/attestationId.ts';
import { lastAttestationNumber } from '../../domain/customers/watchedAttestations.ts';
import { AgreementError } from '../../domain/errors.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { Stored } from '../ports/recordPorts.ts';
import { transition } from '../customers/transition.ts';
import { creationId } from './creationId.ts';
import { pollAttestation, type PollAttestationNeeds } from './pollAttestation.ts';
import { submitAttestation } from './submitAttestation.ts';

export type OpenAttestationNeeds = PollAttestationNeeds;

/** A person waits no longer for a link; what is under way goes on behind the page that says so. */
const mostWaitMs = 3_000;
/** Microsoft makes a link within seconds. */
const notReadyMs = 5_000;

type Target = { readonly customerTenantId: string; readonly attestationNumber: number };

/**
 * Goes on from the signatory's link: answers Microsoft's id of the page it leads to. A link that has ended, or is
 * about to, is replaced when a person wants it (`isOpened`), once for many clicks. Going on accepts nothing.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `LINK_NOT_READY` · `INVITATION_CLOSED` when another one took its place
 */
export async function openAttestation(
  needs: OpenAttestationNeeds,
  target: Target,
  isOpened: boolean,
): Promise<AttestationId> {
  let stored = await findUsable(needs, target);
  const { attestation } = stored.record;
  const isEnding = attestation !== null && isLinkEnding(attestation, needs.clock.now());
  if (isOpened && isEnding) {
    const work = replaceLink(needs, stored, target.attestationNumber);
    work.catch(() => undefined);
    await withTimeout(work, mostWaitMs).catch(() => undefined);
    stored = await findUsable(needs, target);
  }
  const digest = stored.record.attestation?.attestationDigest ?? null;
  if (digest === null) {
    throw new AgreementError('LINK_NOT_READY', 'Microsoft is preparing the page. Try again in a moment.', {
      retryAfterMs: notReadyMs,
    });
  }
  const attestationId = await needs.agreements.attestationId(stored, digest);
  if (isOpened) await noteAttestationOpened(needs, target);
  return attestationId;
}

async function findUsable({ agreements }: OpenAttestationNeeds, target: Target): Promise<Stored> {
  const { customerTenantId, attestationNumber: number } = target;
  const stored = await agreements.find(customerTenantId);
  const attestation = stored?.record.attestation;
  if (!attestation || number > lastAttestationNumber(stored.record))
    throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const isOver = ['failed', 'closed', 'cancelled'].includes(attestation.state);
  if (number !== attestation.number || isOver)
    throw new AgreementError('INVITATION_CLOSED', 'This link is not needed any more.');
  return stored;
}

/** Microsoft is asked about the old one first: an acceptance of it must not be passed over. */
async function replaceLink(needs: OpenAttestationNeeds, stored: Stored, number: number): Promise<void> {
  const { customerTenantId } = stored.record;
  await pollAttestation(needs, stored, 'person');
  const requestIdOf = creationId(needs, customerTenantId);
  await transition(needs, customerTenantId, {
    by: { kind: 'customer' },
    decide: ({ attestation }) =>
      decideLinkWanted(attestation, number, {
        now: needs.clock.now(),
        requestId: (link) => requestIdOf(number, link),
      }),
  });
  await submitAttestation(needs, customerTenantId);
}

/**
 * Notes a person's opening, which close looks follow. The link works without this note, so a busy record does not
 * keep the signatory from accepting.
 */
export async function noteAttestationOpened(needs: OpenAttestationNeeds, target: Target): Promise<void> {
  const { customerTenantId, attestationNumber: number } = target;
  try {
    const { kind } = await transition(needs, customerTenantId, {
      by: { kind: 'customer' },
      decide: ({ attestation }) => decideAttestationOpened(attestation, number, needs.clock.now()),
    });
    if (kind !== 'changed') return;
    const delays = wakeUpsAfterOpening(needs.policy.rhythm.afterOpeningMs);
    await Promise.all(delays.map((ms) => needs.attestationWakeUps.send(customerTenantId, ms)));
  } catch (error) {
    if (!(error instanceof AgreementError && error.retryable)) throw error;
  }
}
