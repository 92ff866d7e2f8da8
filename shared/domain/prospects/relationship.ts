import type { InvitationRules } from '../customers/invitation.ts';
import type { Prospect } from './prospect.ts';
import type { AgreementRecord } from '../customers/record.ts';
import type { EventData } from '../customers/agreementEvent.ts';

type Context = {
  readonly clock: { now(): Date };
  readonly policy: { readonly invitation: Pick<InvitationRules, 'lifetimeMs'> };
};

/**
 * What a prospect's invitation becomes in the customer's own history: a line that says where the customer came
 * from, an invitation to follow where there is none, and a wish for a look at Microsoft. The agreement is on the
 * page of the relationship (documented), so no mail is sent: this customer has seen it.
 */
export function decideCarriedOn(
  record: AgreementRecord,
  { id, headHash, recipient, language, expiresAt }: Prospect,
  { clock, policy }: Context,
): EventData[] {
  if (record.relationshipInvitationId === id) return [];
  const { standing, invitation, checkRequestedAt } = record;
  const now = clock.now();
  const until = expiresAt > now ? expiresAt : new Date(now.getTime() + policy.invitation.lifetimeMs);
  const isInvited = standing.kind === 'accepted' || invitation?.state === 'open';
  const invited: EventData = {
    type: 'invitationCreated',
    number: (invitation?.number ?? 0) + 1,
    kind: 'existingCustomer',
    delivery: 'link',
    recipient,
    language,
    note: null,
    expiresAt: until,
    operationId: null,
  };
  return [
    { type: 'relationshipAccepted', invitationId: id, invitationHash: headHash },
    ...(isInvited ? [] : [invited]),
    ...(checkRequestedAt ? [] : [{ type: 'checkRequested' } as const]),
  ];
}
