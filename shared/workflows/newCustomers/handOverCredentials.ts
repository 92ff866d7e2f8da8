import { AgreementError } from '../../domain/errors.ts';
import type { FirstCredentials } from '../../domain/newCustomers/newCustomer.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { chooseLanguage } from '../../domain/language.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Language } from '../../domain/language.ts';

type HandOverCredentialsNeeds = StepNeeds & Pick<Needs, 'handOver' | 'customerOrders' | 'links'>;

/** So long the browser that showed the credentials shows them again. */
const shownAgainMs = 10 * 60_000;

export type HandOverPage = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly language: Language;
  /** Null once they were seen elsewhere, or ran out. */
  readonly expiresAt: Date | null;
  /** This browser has shown them before. */
  readonly isAgain: boolean;
  /** Names this view of the page, for its form; the same again for the browser that has shown them. */
  readonly view: string;
  /** Where the customer goes on to accept; null without an open invitation. */
  readonly onwardUrl: string | null;
};

/**
 * The page before the click: no credentials, no change. `seenView`: of the view in which this browser saw them.
 * @throws {AgreementError} `LINK_NOT_FOUND`
 */
export async function offerCredentials(
  needs: HandOverCredentialsNeeds,
  token: string,
  seenView: string | null = null,
): Promise<HandOverPage> {
  const { handOver, agreements, customerOrders, clock, policy } = needs;
  const customerTenantId = handOver.read(token);
  const record = (await agreements.find(customerTenantId))?.record;
  if (!record) throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const sealed = await customerOrders.sealed(customerTenantId);
  const seenHere = seenView === null ? undefined : handOver.readView(customerTenantId, seenView);
  const isAgain = !!sealed?.seenIn && sealed.seenIn === seenHere;
  const isThere = sealed && (sealed.seenIn === null || isAgain) && sealed.expiresAt > clock.now();
  const { companyName, domain, country, invitation, attestation } = record;
  const asked = invitation?.language ?? attestation?.mailLanguage ?? null;
  return {
    ...{ customerTenantId, companyName, domain, isAgain },
    language: chooseLanguage(asked, country, policy.defaultLanguage),
    expiresAt: isThere ? sealed.expiresAt : null,
    view: isAgain && seenView ? seenView : handOver.newView(customerTenantId),
    onwardUrl: onwardOf(needs, record),
  };
}

function onwardOf(
  { links }: HandOverCredentialsNeeds,
  { customerTenantId, invitation }: AgreementRecord,
): string | null {
  return invitation?.state === 'open' ? links.url(customerTenantId, invitation.number) : null;
}

export type Revealed = HandOverPage & {
  readonly credentials: FirstCredentials | null;
  /** Until when this browser can show them again. */
  readonly againUntil: Date | null;
};

/**
 * Shows the credentials to one view of the page, the first in which the button was clicked, and to that one again
 * for ten minutes. `view` is the value in that page's form; without it nothing is shown and the offer stands, since
 * scanners of mails press buttons, too.
 * @throws {AgreementError} `LINK_NOT_FOUND`
 */
export async function revealCredentials(
  needs: HandOverCredentialsNeeds,
  token: string,
  view: string | null,
): Promise<Revealed> {
  const page = { ...(await offerCredentials(needs, token)), credentials: null, againUntil: null };
  const { customerTenantId } = page;
  const seenIn = view === null ? undefined : needs.handOver.readView(customerTenantId, view);
  if (seenIn === undefined || view === null) return page;
  const now = needs.clock.now();
  const until = new Date(now.getTime() + shownAgainMs);
  const sealed = await needs.customerOrders.claim(customerTenantId, { seenIn, until });
  if (!sealed || sealed.expiresAt <= now) return { ...page, expiresAt: null };
  const credentials = needs.handOver.open(customerTenantId, sealed.box);
  try {
    await transition(needs, customerTenantId, {
      by: { kind: 'customer' },
      decide: ({ credentialsUntil }) => (credentialsUntil ? [{ type: 'credentialsSeen' }] : []),
    });
  } catch (failure) {
    // No other view gets them any more: this one must, whether or not it could be noted.
    if (!(failure instanceof AgreementError && failure.retryable)) throw failure;
  }
  return { ...page, view, expiresAt: null, credentials, againUntil: sealed.expiresAt };
}
