import type { ProspectContext } from '../../domain/prospects/decideProspect.ts';
import type { Needs } from '../ports/ports.ts';

/** What decisions about one prospect need. */
export function prospectContext(
  { clock, policy, stableId }: Pick<Needs, 'clock' | 'policy' | 'stableId'>,
  id: string,
): ProspectContext {
  const mailId = (sending: number, reminder: number) =>
    stableId('mail', id, 'relationship', sending, reminder);
  return { now: clock.now(), rules: policy.invitation, mailId };
}
