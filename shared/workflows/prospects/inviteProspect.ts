import { refuseNationalCloud } from '../../domain/cloud.ts';
import { AgreementError } from '../../domain/errors.ts';
import { chooseLanguage } from '../../domain/language.ts';
import type { ProspectRequest } from '../../domain/prospects/prospect.ts';
import { allowMail } from '../mail/allowMail.ts';
import { findSameDomain } from './findSameDomain.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import { replay } from '../idempotency.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { storeProspect, type ProspectNeeds } from './transitionProspect.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { Needs } from '../ports/ports.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Language } from '../../domain/language.ts';

type InviteProspectNeeds = ProspectNeeds &
  Pick<Needs, 'recipientLimits' | 'newId' | 'partnerCenter' | 'agreements' | 'customerIndex'>;

export type InviteProspect = {
  readonly request: Omit<ProspectRequest, 'language'> & { readonly language: Language | null };
  readonly by: Actor;
  readonly once?: Once<Prospect> | undefined;
};

/** A person waits. What Partner Center has not said by then is found out when the link is fetched. */
const resellerWaitMs = 3_000;

/**
 * Invites a person whose tenant is unknown to take us as a partner and to accept the agreement. Once this
 * returns, the link is fetched and the mail goes out whatever happens to queue messages.
 * @throws {AgreementError} `RESELLER_CANNOT_INVITE` · `CLOUD_NOT_SUPPORTED` · `RESELLER_NOT_OURS` ·
 *   `ALREADY_CUSTOMER` · `MAIL_LIMIT_REACHED` · `IDEMPOTENCY_KEY_REUSED`
 */
export async function inviteProspect(
  needs: InviteProspectNeeds,
  { request, by, once }: InviteProspect,
): Promise<Outcome<Prospect>> {
  const { clock, policy } = needs;
  const replayed = await replay(once, needs.prospects.receipt);
  if (replayed) return replayed;
  if (policy.partnerType === 'indirectReseller') {
    throw new AgreementError(
      'RESELLER_CANNOT_INVITE',
      'Microsoft gives an indirect reseller no relationship link by its API. Ask your indirect provider to invite.',
      { extensions: { nextAction: 'askProvider' } },
    );
  }
  refuseNationalCloud(request.domain, '/domain');
  await refuseOtherReseller(needs, request.resellerTenantId);
  await refuseCustomer(needs, request.domain);
  if (request.delivery === 'email') await allowMail(needs, request.recipient.email, once);
  const language = chooseLanguage(request.language, null, policy.defaultLanguage);
  const expiresAt = new Date(clock.now().getTime() + policy.invitation.lifetimeMs);
  const invited = { type: 'prospectInvited', id: needs.newId(), ...request, language, expiresAt } as const;
  const record = await storeProspect(needs, undefined, { happenings: [invited], by, once });
  if (record) return { kind: 'changed', record };
  const winner = await replay(once, needs.prospects.receipt);
  if (winner) return winner;
  throw new AgreementError('RECORD_BUSY', 'This invitation could not be stored. Try again.');
}

async function refuseOtherReseller(
  { partnerCenter, policy }: InviteProspectNeeds,
  resellerTenantId: string | null,
): Promise<void> {
  if (resellerTenantId === null) return;
  if (policy.partnerType !== 'indirectProvider') throw notOurs();
  try {
    const asked = await withTimeout(partnerCenter.reseller(resellerTenantId), resellerWaitMs);
    if (asked.kind === 'done' && !asked.value) throw notOurs();
  } catch (failure) {
    const isUnknown = failure instanceof AgreementError && failure.code !== 'RESELLER_NOT_OURS';
    if (!isUnknown) throw failure;
  }
}

/** The reseller has no partnership with us; `partnerCenter` where Microsoft refused for it. */
export function notOurs(partnerCenter?: { code: string; correlationId: string }): AgreementError {
  const message = 'is not a reseller of this account';
  return new AgreementError(
    'RESELLER_NOT_OURS',
    'This reseller has no partnership with this account at Partner Center.',
    { fields: [{ pointer: '/resellerTenantId', message }], ...(partnerCenter && { partnerCenter }) },
  );
}

/** Refuses a customer, for whom there is another kind of invitation, unless its relationship has ended. */
async function refuseCustomer(needs: InviteProspectNeeds, domain: string | null): Promise<void> {
  const known = await findSameDomain(needs, domain);
  const reason = known?.failedCheck?.reason;
  if (!known || reason === 'noRelationship' || reason === 'customerNotFound') return;
  throw new AgreementError('ALREADY_CUSTOMER', 'The company with this domain is a customer already.', {
    extensions: { customerTenantId: known.customerTenantId },
  });
}
