import { acceptedState, type LinkState } from '../invitations/linkState.ts';
import type { AgreementRecord } from '../customers/record.ts';
import type { Prospect } from './prospect.ts';

/** The state of a relationship link; `record` is the customer that it turned out to be, once that is known. */
export function prospectLinkState(
  { state, link, expiresAt, renewalWantedAt }: Prospect,
  record: AgreementRecord | undefined,
  now: Date,
): LinkState {
  switch (state) {
    case 'linked':
      return (record && acceptedState(record)) ?? { kind: 'confirmed' };
    case 'ambiguous':
    case 'open':
    case 'undeliverable':
      if (expiresAt <= now)
        return renewalWantedAt ? { kind: 'wanted' } : { kind: 'expired', until: expiresAt };
      return { kind: link ? 'open' : 'preparing' };
    case 'expired':
      return renewalWantedAt ? { kind: 'wanted' } : { kind: 'expired', until: expiresAt };
    case 'declined':
      return renewalWantedAt ? { kind: 'wanted' } : { kind: 'declined', canTakeBack: expiresAt > now };
    case 'cancelled':
      return { kind: 'withdrawn' };
    case 'failed':
      return { kind: 'stuck' };
  }
}
