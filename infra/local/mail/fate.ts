/** What the event says about one recipient: documented values. */
export const reportStatuses = [
  ...(['Delivered', 'Expanded', 'Bounced', 'Suppressed'] as const),
  ...(['Quarantined', 'FilteredSpam', 'Failed'] as const),
] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** What becomes of a mail to one address. */
export type Fate = {
  /** Stays in the operation for the longer time. */
  slow?: true;
  /** Never leaves the service: the operation fails when this is so for all recipients. */
  dropped?: 'EmailDropped' | 'EmailDroppedAllRecipientsSuppressed';
  reports: readonly { status: ReportStatus; statusMessage: string }[];
};

// `statusMessage` is empty when delivered, else the remote server's answer (documented); these answers are made up.
const delivered = { status: 'Delivered', statusMessage: '' } as const;

/** The addresses with a script: the part before the @, with or without `+anything`. */
export const scriptedFates: Readonly<Record<string, Fate>> = {
  bounce: { reports: [{ status: 'Bounced', statusMessage: '550 5.1.1 The mailbox does not exist' }] },
  suppressed: {
    dropped: 'EmailDroppedAllRecipientsSuppressed',
    reports: [{ status: 'Suppressed', statusMessage: 'The address is on the suppression list' }],
  },
  spam: { reports: [{ status: 'FilteredSpam', statusMessage: '554 5.7.1 Refused as spam' }] },
  quarantine: { reports: [{ status: 'Quarantined', statusMessage: '250 2.0.0 Held for review' }] },
  failed: { reports: [{ status: 'Failed', statusMessage: '451 4.3.0 Gave up after several attempts' }] },
  expand: { reports: [{ status: 'Expanded', statusMessage: '' }, delivered] },
  slow: { slow: true, reports: [delivered] },
  dropped: {
    dropped: 'EmailDropped',
    reports: [{ status: 'Failed', statusMessage: 'The mail was dropped' }],
  },
  silent: { reports: [] },
};

/** The address that is answered `SubscriptionBlocked` at once. */
export const blockedLocalPart = 'blocked';

const ordinary: Fate = { reports: [delivered] };

export function localPartOf(address: string): string {
  return (address.split('@')[0] ?? '').split('+')[0]?.toLowerCase() ?? '';
}

/** What becomes of a mail to the address, unless it is suppressed already. */
export function fateOf(address: string, suppressed: boolean): Fate {
  const name = suppressed ? 'suppressed' : localPartOf(address);
  return Object.hasOwn(scriptedFates, name) ? (scriptedFates[name] ?? ordinary) : ordinary;
}
