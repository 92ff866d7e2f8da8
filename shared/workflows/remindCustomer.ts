import { decideReminder } from '../domain/reminder.ts';
import { reminderIds } from './composePendingMail.ts';
import type { Needs } from './ports.ts';
import { transition } from './transition.ts';

/** Asks for a reminder, if one is due; says whether it was. Two sweeps at once ask for one. */
export async function remindCustomer(needs: Needs, customerTenantId: string): Promise<boolean> {
  const { kind } = await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    decide: (record) =>
      decideReminder(record, {
        now: needs.clock.now(),
        rules: needs.policy.reminders,
        mailId: reminderIds(needs, customerTenantId),
      }),
  });
  return kind === 'changed';
}
