import { AgreementError } from '../../domain/errors.ts';
import { wakeUpsAfterOpening } from '../../domain/checks/openings.ts';
import { decideOpened } from '../../domain/customers/invitation.ts';
import { refuseClosedLink } from './refuseClosedLink.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

/**
 * Goes on from a mail's link to Microsoft. A person's opening is noted and starts close looks. Where the link leads
 * does not depend on the note, so a record that cannot be written just now does not keep the customer from accepting.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED` when the partner cancelled it
 */
export async function openInvitation(
  needs: StepNeeds & Pick<Needs, 'checkWakeUps'>,
  target: { readonly customerTenantId: string; readonly number: number },
  isOpened: boolean,
): Promise<void> {
  await refuseClosedLink(needs, target);
  if (!isOpened) return;
  const { customerTenantId, number } = target;
  try {
    const { kind } = await transition(needs, customerTenantId, {
      by: { kind: 'customer' },
      decide: (current) => decideOpened(current, number, needs.clock.now()),
    });
    if (kind !== 'changed') return;
    const delays = wakeUpsAfterOpening(needs.policy.rhythm.afterOpeningMs);
    await Promise.all(delays.map((ms) => needs.checkWakeUps.send(customerTenantId, ms)));
  } catch (error) {
    if (!(error instanceof AgreementError && error.retryable)) throw error;
  }
}
