import type { Attestation, AttestationFailure } from '../customers/attestation.ts';
import type { EventData } from '../customers/agreementEvent.ts';

/** What Microsoft says of an attestation: `missing` where it knows none by the id. */
export type AttestationProgress = {
  readonly progress: 'pending' | 'accepted' | 'declined' | 'expired' | 'missing';
  readonly acceptedAt: Date | null;
};

/** So many links a signatory gets at most, whatever Microsoft's links live for. */
export const maxLinks = 40;
/** An attestation made a moment ago may not be readable everywhere yet. Unverified. */
const settlingMs = 15 * 60_000;

/**
 * What follows from Microsoft's word on the link that the signatory has. One that ran out is followed by
 * another, with a new attestation behind it, until the attestation as a whole closes.
 */
export function decideProgress(
  attestation: Attestation,
  news: AttestationProgress,
  { now, requestId }: { readonly now: Date; readonly requestId: (link: number) => string },
): EventData[] {
  const { number, link, attestationDigest, linkAt, closesAt } = attestation;
  if (attestation.state !== 'waiting' || attestationDigest === null) return [];
  const isFresh = linkAt !== null && now.getTime() - linkAt.getTime() < settlingMs;
  switch (news.progress) {
    case 'pending':
      return [];
    case 'accepted':
      return [{ type: 'attestationSigned', number, attestationDigest, acceptedAt: news.acceptedAt ?? now }];
    case 'declined':
      return [failure(number, { reason: 'signatoryDeclined', code: null, correlationId: null })];
    case 'missing':
      if (isFresh) return [];
      break;
    case 'expired':
      break;
  }
  if (now >= closesAt || link >= maxLinks) {
    return [failure(number, { reason: 'attestationExpired', code: null, correlationId: null })];
  }
  return [
    { type: 'attestationLinkExpired', number, link, attestationDigest, requestId: requestId(link + 1) },
  ];
}

export function failure(number: number, why: AttestationFailure): EventData {
  return { type: 'attestationFailed', number, ...why };
}

/** Takes the reader's word that they are not the signatory: nobody writes to them any more. */
export function decideAttestationDecline(attestation: Attestation | null, number: number): EventData[] {
  const isDue = attestation?.number === number && ['requested', 'waiting'].includes(attestation.state);
  return isDue ? [failure(number, { reason: 'wrongSignatory', code: null, correlationId: null })] : [];
}

/** The date of the agreement: Microsoft refuses none of the future in words, but its own page does (documented). */
export function agreedAtOf({ acceptedAt }: Attestation, now: Date): Date {
  return acceptedAt && acceptedAt < now ? acceptedAt : now;
}

/** Notes the first time the present link was opened; mail scanners open links too, so it proves nothing. */
export function decideAttestationOpened(attestation: Attestation | null, number: number): EventData[] {
  const isFirst = attestation?.number === number && attestation.state === 'waiting' && !attestation.openedAt;
  return isFirst ? [{ type: 'attestationOpened', number }] : [];
}
