import { tooManyMails } from '../../domain/mailLimits.ts';
import type { RecipientLimits } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';

export type AllowMailNeeds = Pick<Needs, 'policy' | 'clock'> & { readonly recipientLimits: RecipientLimits };

/** Counts a requested mail against its recipient's limit. @throws {AgreementError} `MAIL_LIMIT_REACHED` */
export async function allowMail(
  { recipientLimits, policy, clock }: AllowMailNeeds,
  address: string | null,
  once?: { readonly id: string },
): Promise<void> {
  if (address === null) return;
  const { perRecipient: limit, windowMs } = policy.mailLimits;
  const waitMs = await recipientLimits.take(address, { limit, windowMs }, clock.now(), once?.id);
  if (waitMs !== undefined) throw tooManyMails('recipient', waitMs);
}
