import { AgreementError } from '../../domain/errors.ts';
import type { FirstCredentials } from '../../domain/newCustomers/newCustomer.ts';
import { chooseLanguage } from '../../domain/language.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';
import type { Language } from '../../domain/language.ts';

/** So long the view that showed the credentials shows them again. */
const shownAgainMs = 10 * 60_000;

export type HandOverPage = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly language: Language;
  /** Null once they were seen, or ran out. */
  readonly expiresAt: Date | null;
  /** Names this view of the page, for its form. */
  readonly view: string;
};

/** The page before the click: no credentials, no change. @throws {AgreementError} `LINK_NOT_FOUND` */
export async function offerCredentials(needs: Needs, token: string): Promise<HandOverPage> {
  const customerTenantId = needs.handOver.read(token);
  const record = (await needs.agreements.find(customerTenantId))?.record;
  if (!record) throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const sealed = await needs.customerOrders.sealed(customerTenantId);
  const isThere = sealed?.seenIn === null && sealed.expiresAt > needs.clock.now();
  const { companyName, domain, country, invitation, attestation } = record;
  const asked = invitation?.language ?? attestation?.mailLanguage ?? null;
  const language = chooseLanguage(asked, country, needs.policy.defaultLanguage);
  const expiresAt = isThere ? sealed.expiresAt : null;
  const view = needs.handOver.newView(customerTenantId);
  return { customerTenantId, companyName, domain, language, expiresAt, view };
}

/**
 * Shows the credentials to one view of the page, the first in which the button was clicked, and to that one again
 * for ten minutes: people click twice. `view` is the value in that page's form; without it nothing is shown and the
 * offer stands, since scanners of mails press buttons, too.
 * @throws {AgreementError} `LINK_NOT_FOUND`
 */
export async function revealCredentials(
  needs: Needs,
  token: string,
  view: string | null,
): Promise<HandOverPage & { readonly credentials: FirstCredentials | null }> {
  const page = await offerCredentials(needs, token);
  const { customerTenantId } = page;
  const seenIn = view === null ? undefined : needs.handOver.readView(customerTenantId, view);
  if (seenIn === undefined) return { ...page, credentials: null };
  const now = needs.clock.now();
  const until = new Date(now.getTime() + shownAgainMs);
  const sealed = await needs.customerOrders.claim(customerTenantId, { seenIn, until });
  if (!sealed || sealed.expiresAt <= now) return { ...page, expiresAt: null, credentials: null };
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
  return { ...page, expiresAt: null, credentials };
}
