import { decideReminder, decideSignatoryReminder } from '../../domain/customers/reminder.ts';
import { reminderIds, signatoryReminderIds } from '../mail/mailIds.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

/** Asks for the reminders that are due, to the recipient of an invitation or to a signatory; two sweeps ask for one. */
export async function remindCustomer(needs: StepNeeds, customerTenantId: string): Promise<boolean> {
  const { clock, policy } = needs;
  const { kind } = await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    decide(record) {
      const context = { now: clock.now(), rules: policy.reminders };
      return [
        ...decideReminder(record, { ...context, mailId: reminderIds(needs, customerTenantId) }),
        ...decideSignatoryReminder(record, {
          ...context,
          mailId: signatoryReminderIds(needs, customerTenantId),
        }),
      ];
    },
  });
  return kind === 'changed';
}
