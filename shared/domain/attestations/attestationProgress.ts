import type { Attestation, AttestationFailure } from '../customers/attestation.ts';
import type { EventData } from '../customers/agreementEvent.ts';
import type { AgreementRecord } from '../customers/record.ts';
import { acceptablePages, isLinkEnded } from '../customers/watchedAttestations.ts';
import { isNewOpening } from '../checks/openings.ts';

/** What Microsoft says of an attestation: `missing` where it knows none by the id. */
export type AttestationProgress = {
  readonly progress: 'pending' | 'accepted' | 'declined' | 'expired' | 'missing';
  readonly acceptedAt: Date | null;
};

/** So many links a signatory gets at most, whatever Microsoft's links live for. */
export const maxLinks = 40;
/** An attestation made a moment ago may not be readable everywhere yet. Unverified. */
const settlingMs = 15 * 60_000;

export type ProgressContext = {
  readonly now: Date;
  /** A person waits for the link at this moment. */
  readonly isWanted: boolean;
  readonly requestId: (link: number) => string;
};

/**
 * What follows from Microsoft's word on the link that the signatory has. One that ran out is followed by another,
 * with a new attestation behind it, once a person wants it, until the attestation as a whole closes.
 */
export function decideProgress(
  attestation: Attestation,
  news: AttestationProgress,
  { now, isWanted, requestId }: ProgressContext,
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
  const ended = { number, link, attestationDigest };
  if (!isWanted) return [{ type: 'attestationLinkEnded', ...ended }];
  return [{ type: 'attestationLinkExpired', ...ended, requestId: requestId(link + 1) }];
}

/** A link with less than this left gives nobody the time to read the agreement. */
const leastLinkMs = 3 * 60_000;

/** Whether the link has ended, or is about to. */
export function isLinkEnding({ state, attestationDigest, linkExpiresAt }: Attestation, now: Date): boolean {
  if (state !== 'waiting') return false;
  if (attestationDigest === null) return true;
  return linkExpiresAt !== null && linkExpiresAt.getTime() - now.getTime() < leastLinkMs;
}

/** Asks for another link because a person wants it now; what Microsoft said of the present one was heard before. */
export function decideLinkWanted(
  attestation: Attestation | null,
  number: number,
  { now, requestId }: Omit<ProgressContext, 'isWanted'>,
): EventData[] {
  if (attestation?.number !== number || !isLinkEnding(attestation, now)) return [];
  const { link, attestationDigest, closesAt } = attestation;
  if (now >= closesAt || link >= maxLinks) return [];
  return [
    { type: 'attestationLinkExpired', number, link, attestationDigest, requestId: requestId(link + 1) },
  ];
}

/** Ends an attestation whose link had ended before, and whose time is over. */
export function decideAttestationEnd({ attestation }: AgreementRecord, now: Date): EventData[] {
  if (!isLinkEnded(attestation) || attestation.closesAt > now) return [];
  return [failure(attestation.number, { reason: 'attestationExpired', code: null, correlationId: null })];
}

/** What Microsoft says of one page that the customer may accept. */
export type HeardOf = { readonly attestationDigest: string; readonly news: AttestationProgress };

/**
 * What follows from Microsoft's word on all pages that the customer can accept. Of several the first acceptance
 * counts, also of an attestation that was replaced or withdrawn here. While an agreement is being put on record, the
 * others wait for how that ends.
 */
export function decideHeard(
  record: AgreementRecord,
  heard: readonly HeardOf[],
  context: ProgressContext,
): EventData[] {
  const { attestation } = record;
  const isSigned = attestation?.state === 'signed';
  const known = acceptablePages(record).flatMap((page) => {
    const found = heard.find(({ attestationDigest }) => attestationDigest === page.attestationDigest);
    return found ? [{ page, news: found.news }] : [];
  });
  const instantOf = ({ news }: (typeof known)[number]): number => (news.acceptedAt ?? context.now).getTime();
  const [first] = known
    .filter(({ news }) => news.progress === 'accepted')
    .toSorted((a, b) => instantOf(a) - instantOf(b));
  if (first && !isSigned) {
    const { number, attestationDigest } = first.page;
    const acceptedAt = first.news.acceptedAt ?? context.now;
    return attestationDigest === null
      ? []
      : [{ type: 'attestationSigned', number, attestationDigest, acceptedAt }];
  }
  return known.flatMap(({ page, news }) =>
    page === attestation ? decideProgress(page, news, context) : decidePageEnd(page, news, context.now),
  );
}

/** An attestation that is over here gets no new link: it is watched until Microsoft's page has ended. */
function decidePageEnd(page: Attestation, { progress }: AttestationProgress, now: Date): EventData[] {
  const isFresh = page.linkAt !== null && now.getTime() - page.linkAt.getTime() < settlingMs;
  const isOver = progress === 'expired' || progress === 'declined' || (progress === 'missing' && !isFresh);
  // A page that never says so ends by our own clock.
  const isPast = progress !== 'accepted' && endOf(page) <= now;
  return isOver || isPast ? [{ type: 'attestationPageEnded', number: page.number, progress }] : [];
}

/** After this it can no longer be accepted, as far as we know. */
export function endOf({ linkExpiresAt, closesAt }: Attestation): Date {
  return linkExpiresAt && linkExpiresAt > closesAt ? linkExpiresAt : closesAt;
}

export function failure(number: number, why: AttestationFailure): EventData {
  return { type: 'attestationFailed', number, ...why };
}

/** The recipient says that they are not the signatory, which is believed: they get no more mails. */
export function decideAttestationDecline(attestation: Attestation | null, number: number): EventData[] {
  const isDue = attestation?.number === number && ['requested', 'waiting'].includes(attestation.state);
  return isDue ? [failure(number, { reason: 'wrongSignatory', code: null, correlationId: null })] : [];
}

/** The date of the agreement: Microsoft refuses none of the future in words, but its own page does (documented). */
export function agreedAtOf({ acceptedAt }: Attestation, now: Date): Date {
  return acceptedAt && acceptedAt < now ? acceptedAt : now;
}

/** Microsoft's clock is behind ours: to Microsoft the date of the agreement is in the future. Unverified. */
const dateAheadCode = '600002';
/** A clock that is further behind is another fault. */
const patienceMs = 60 * 60_000;

/**
 * Where Microsoft refuses the date as one of the future, the agreement is sent again a little later with the same
 * date. The refusal has spent the MS-RequestId, so the next call has another.
 */
export function decideAgreementAgain(
  { number, confirmation, stepAt }: Attestation,
  code: string,
  { now, requestId }: { readonly now: Date; readonly requestId: string },
): EventData | undefined {
  const isPatient = now.getTime() - stepAt.getTime() < patienceMs;
  if (code !== dateAheadCode || confirmation === null || !isPatient) return undefined;
  return { type: 'confirmationPrepared', number, ...confirmation, requestId };
}

/** Notes that a person went on to Microsoft's page; it proves nothing, but an acceptance may follow soon. */
export function decideAttestationOpened(
  attestation: Attestation | null,
  number: number,
  now: Date,
): EventData[] {
  const isCurrent = attestation?.number === number && attestation.state === 'waiting';
  return isCurrent && isNewOpening(attestation, now) ? [{ type: 'attestationOpened', number }] : [];
}
