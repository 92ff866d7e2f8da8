import { AgreementError } from '../../domain/errors.ts';
import type { FirstCredentials } from '../../domain/newCustomers/newCustomer.ts';
import { chooseLanguage } from '../../domain/language.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';
import type { Language } from '../../domain/language.ts';

export type HandOverPage = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly language: Language;
  /** Null once they were seen, or ran out. */
  readonly expiresAt: Date | null;
};

/** What the page says before anybody clicks: it shows and changes nothing. @throws {AgreementError} `LINK_NOT_FOUND` */
export async function offerCredentials(needs: Needs, token: string): Promise<HandOverPage> {
  const customerTenantId = needs.handOver.read(token);
  const record = (await needs.agreements.find(customerTenantId))?.record;
  if (!record) throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  const sealed = await needs.customerOrders.sealed(customerTenantId);
  const isThere = sealed !== undefined && sealed.expiresAt > needs.clock.now();
  const { companyName, domain, country, invitation, attestation } = record;
  const asked = invitation?.language ?? attestation?.mailLanguage ?? null;
  const language = chooseLanguage(asked, country, needs.policy.defaultLanguage);
  const expiresAt = isThere ? sealed.expiresAt : null;
  return { customerTenantId, companyName, domain, language, expiresAt };
}

/**
 * Shows the credentials, once: they are removed first, so of two clicks one sees them.
 * @throws {AgreementError} `LINK_NOT_FOUND`
 */
export async function revealCredentials(
  needs: Needs,
  token: string,
): Promise<HandOverPage & { readonly credentials: FirstCredentials | null }> {
  const page = await offerCredentials(needs, token);
  const { customerTenantId } = page;
  const sealed = page.expiresAt && (await needs.customerOrders.sealed(customerTenantId));
  if (!sealed || !(await needs.customerOrders.take(customerTenantId)))
    return { ...page, expiresAt: null, credentials: null };
  const credentials = needs.handOver.open(customerTenantId, sealed.box);
  try {
    await transition(needs, customerTenantId, {
      by: { kind: 'customer' },
      decide: ({ credentialsUntil }) => (credentialsUntil ? [{ type: 'credentialsSeen' }] : []),
    });
  } catch (failure) {
    // They are gone from storage: whoever asked must see them, whether or not it could be noted.
    if (!(failure instanceof AgreementError && failure.retryable)) throw failure;
  }
  return { ...page, credentials };
}
