import type { Break } from '../chain.ts';
import type { AgreementRecord } from './record.ts';
import type { AgreementEvent } from './agreementEvent.ts';

/** All that is known of how a customer came to the agreement, with the proof that it is what was written. */
export type Evidence = {
  readonly record: AgreementRecord;
  /** Oldest first; those that cannot be read any more are missing, and `tampering` says so. */
  readonly events: readonly AgreementEvent[];
  /** Null when the history is whole. */
  readonly tampering: Break | null;
  readonly lastCheckedAt: Date | null;
  readonly collectedAt: Date;
};
