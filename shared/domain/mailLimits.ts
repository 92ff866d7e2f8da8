import { AgreementError } from './errors.ts';

/** How many mails to people callers may ask for in any `windowMs`; reminders and notices do not count. */
export type MailLimits = {
  readonly perCustomer: number;
  readonly perRecipient: number;
  readonly windowMs: number;
};

/** More than any limit counts (the settings are capped below it). */
const maxKept = 100;

/** The same instants with one more, the oldest first, as far as a limit may count them. */
export function withMail(mailedAt: readonly Date[], at: Date): readonly Date[] {
  return [...mailedAt, at].slice(-maxKept);
}

/** How long to wait before one more; undefined where there is room. */
export function waitForRoom(
  mailedAt: readonly Date[],
  { limit, windowMs }: { readonly limit: number; readonly windowMs: number },
  now: Date,
): number | undefined {
  const recent = mailedAt.filter((at) => now.getTime() - at.getTime() < windowMs);
  const inTheWay = recent.at(-limit);
  return inTheWay && inTheWay.getTime() + windowMs - now.getTime();
}

export function tooManyMails(of: 'customer' | 'recipient', retryAfterMs: number): AgreementError {
  const whom = of === 'customer' ? 'This customer has' : 'This person has';
  return new AgreementError(
    'MAIL_LIMIT_REACHED',
    `${whom} been mailed often lately. Wait before you send again.`,
    {
      retryAfterMs,
      extensions: { limitOf: of },
    },
  );
}
