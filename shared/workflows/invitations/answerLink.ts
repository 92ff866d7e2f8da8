import { decideReopening } from '../../domain/customers/invitation.ts';
import { decideRenewal } from '../../domain/invitations/linkState.ts';
import { decideProspectRenewal, decideProspectReopening } from '../../domain/prospects/decideProspect.ts';
import { transition } from '../customers/transition.ts';
import { transitionProspect } from '../prospects/transitionProspect.ts';
import { declineInvitation, type DeclineInvitationNeeds } from './declineInvitation.ts';
import { noteDirectRefusal } from './noteDirectRefusal.ts';
import { readLink } from './readLink.ts';

/** What a reader can say on the page behind a link: the last part of the address of its form. */
export const linkAnswers = ['accepted', 'decline', 'undo', 'refuse', 'renew'] as const;
export type LinkAnswer = (typeof linkAnswers)[number];

export function readLinkAnswer(text: string): LinkAnswer | undefined {
  return linkAnswers.find((answer) => answer === text);
}

const customer = { kind: 'customer' } as const;

/**
 * Takes what a reader says about an invitation. An answer that does not fit the state changes nothing, and saying it
 * twice is saying it once. "I have accepted" is `claimAcceptance`.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED`
 */
export async function answerLink(
  needs: DeclineInvitationNeeds,
  token: string,
  answer: Exclude<LinkAnswer, 'accepted'>,
): Promise<void> {
  switch (answer) {
    case 'decline':
      return declineInvitation(needs, { token });
    case 'undo':
      return takeBack(needs, token);
    case 'renew':
      return askAgain(needs, token);
    case 'refuse': {
      const target = needs.links.read(token);
      const { state } = await readLink(needs, token);
      if (target.about !== 'invitation' || state.kind !== 'open') return;
      await noteDirectRefusal(needs, { customerTenantId: target.customerTenantId, by: customer });
    }
  }
}

async function takeBack(needs: DeclineInvitationNeeds, token: string): Promise<void> {
  const target = needs.links.read(token);
  const context = { now: needs.clock.now(), reminders: needs.policy.reminders };
  if (target.about === 'relationship') {
    const decide = (prospect: Parameters<typeof decideProspectReopening>[0]) =>
      decideProspectReopening(prospect, context);
    await transitionProspect(needs, target.prospectId, { by: customer, decide });
  } else if (target.about === 'invitation') {
    await transition(needs, target.customerTenantId, {
      by: customer,
      decide: (record) => decideReopening(record, target.number, context),
    });
  }
}

async function askAgain(needs: DeclineInvitationNeeds, token: string): Promise<void> {
  const target = needs.links.read(token);
  const now = needs.clock.now();
  if (target.about === 'relationship') {
    await transitionProspect(needs, target.prospectId, {
      by: customer,
      decide: (prospect) => decideProspectRenewal(prospect, now),
    });
    return;
  }
  await transition(needs, target.customerTenantId, {
    by: customer,
    decide: (record) => decideRenewal(record, target, now),
  });
}
