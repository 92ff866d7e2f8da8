import { isOpenAttestation, isSameSignatory, type Attestation } from './attestation.ts';
import { attestationAfter, dateOf, ended, type AttestationEventData } from './attestationEvents.ts';
import type { AgreementRecord, Standing } from './record.ts';

type Attestations = Pick<AgreementRecord, 'attestation' | 'watchedAttestations' | 'lastAttestation'>;

/** More open pages of one customer than this are a mistake, and the record has to stay short. */
export const maxWatched = 10;

/** The next attestation's number: also after an earlier one took the place of a later one. */
export function nextAttestationNumber(record: Attestations): number {
  return lastAttestationNumber(record) + 1;
}

export function lastAttestationNumber({ attestation, lastAttestation }: Attestations): number {
  return Math.max(lastAttestation ?? 0, attestation?.number ?? 0);
}

/** Whether the signatory's link has ended and no other was made yet: the next click on the stable link asks for one. */
export function isLinkEnded(attestation: Attestation | null): attestation is Attestation {
  return attestation?.state === 'waiting' && attestation.attestationDigest === null;
}

/** Every attestation that the customer can accept on Microsoft's page, whatever became of it here. */
export function acceptablePages({ attestation, watchedAttestations = [] }: Attestations): Attestation[] {
  return attestation?.state === 'waiting' && attestation.attestationDigest !== null
    ? [attestation, ...watchedAttestations]
    : [...watchedAttestations];
}

/**
 * The attestations after an event. One that is replaced, cancelled or given up here is watched as long as the
 * customer can accept it at Microsoft: an acceptance of it takes the place of the newer one.
 */
export function attestationsAfter(before: Attestations, what: AttestationEventData, at: Date): Attestations {
  const { attestation, watchedAttestations: watched = [] } = before;
  const { number } = what;
  const others = watched.filter((one) => one.number !== number);
  switch (what.type) {
    case 'attestationRequested':
      return {
        attestation: attestationAfter(attestation, what, at),
        watchedAttestations: added(watched, attestation),
        lastAttestation: number,
      };
    case 'attestationPageEnded':
      return { attestation, watchedAttestations: others };
    case 'attestationLinkExpired': {
      // One that is replaced shortly before its end can still be accepted until then.
      const isAlive = !!attestation?.linkExpiresAt && attestation.linkExpiresAt > at;
      const after = attestationAfter(attestation, what, at);
      return { attestation: after, watchedAttestations: isAlive ? added(watched, attestation) : watched };
    }
    case 'attestationSigned': {
      const signed = watched.find((one) => one.number === number) ?? attestation;
      const displaced = attestation?.number === number ? null : attestation;
      return {
        attestation: attestationAfter(signed, what, at),
        watchedAttestations: added(others, displaced),
        lastAttestation: lastAttestationNumber(before),
      };
    }
    case 'attestationCompleted':
      return { attestation: attestationAfter(attestation, what, at), watchedAttestations: [] };
    default: {
      const after = attestationAfter(attestation, what, at);
      const isOver = what.type === 'attestationFailed' || what.type === 'attestationCancelled';
      const over = isOver && after?.number === number ? after : null;
      return { attestation: after, watchedAttestations: added(watched, over) };
    }
  }
}

/**
 * The attestations when a check found an acceptance: ours, if it is the one that was being put on record. That of a
 * customer who has accepted before ends only with its own signatory on record.
 */
export function attestationsWhenAccepted(
  before: AgreementRecord,
  standing: Extract<Standing, { kind: 'accepted' }>,
  at: Date,
): Attestations {
  const { attestation, ...rest } = afterAcceptance(before, standing, at);
  return { ...rest, attestation: withDateOnRecord(attestation, standing) };
}

/** A completed attestation with the date that Microsoft gives its agreement, whether that still counts or not. */
export function withDateOnRecord(attestation: Attestation | null, standing: Standing): Attestation | null {
  return attestation?.state === 'completed'
    ? { ...attestation, ...dateOf(attestation, standing) }
    : attestation;
}

function afterAcceptance(
  before: AgreementRecord,
  standing: Extract<Standing, { kind: 'accepted' }>,
  at: Date,
): Attestations {
  const { attestation, watchedAttestations: watched = [] } = before;
  const isUpdating = before.standing.kind === 'accepted';
  const watchedAttestations = isUpdating ? watched.filter(({ isUpdate }) => isUpdate) : [];
  const isOver = !attestation || ['completed', 'closed', 'cancelled'].includes(attestation.state);
  if (isOver) return { attestation, watchedAttestations };
  const { path, signatory } = standing.acceptance;
  const isConfirmed = attestation.confirmation !== null && path === 'partnerAttestation';
  if (attestation.isUpdate && isUpdating) {
    const isOurs = isConfirmed && signatory !== null && isSameSignatory(attestation.signatory, signatory);
    const isDone = isOurs && isOpenAttestation(attestation);
    return {
      attestation: isDone ? { ...attestation, ...ended('completed', at) } : attestation,
      watchedAttestations,
    };
  }
  const state = isConfirmed ? 'completed' : 'closed';
  return { attestation: { ...attestation, ...ended(state, at) }, watchedAttestations };
}

function added(watched: readonly Attestation[], over: Attestation | null): readonly Attestation[] {
  if (!over || !isAcceptable(over)) return watched;
  return [...watched.filter(({ number }) => number !== over.number), over];
}

/** Whether Microsoft's page of it may still be accepted. What Microsoft itself ended is not. */
function isAcceptable({ state, attestationDigest, failure }: Attestation): boolean {
  if (attestationDigest === null) return false;
  if (state === 'failed')
    return failure?.reason === 'wrongSignatory' || failure?.reason === 'mailUndeliverable';
  return state === 'waiting' || state === 'cancelled';
}
