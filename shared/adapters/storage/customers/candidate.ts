import type { AgreementRecord } from '../../../domain/customers/record.ts';
import type { CustomerFilter } from '../../../workflows/ports/recordPorts.ts';

/** A place in an index where a customer may be listed; the record has the last word. */
export type Candidate = {
  readonly customerTenantId: string;
  /**
   * Where a list goes on behind all rows that the customer has in this place. A commit, under way or crashed, has
   * one more there: whichever of them was read, the customer is listed once.
   */
  readonly position: string;
  /** Whether the record belongs here, and not to another place of the same index. */
  isPlaceOf(record: AgreementRecord): boolean;
  /** Takes the place away where the record has left it for good. */
  tidy?(record: AgreementRecord): Promise<void>;
};

/** Up to so many rows behind a position; `position` null is the end. Rows that cannot fit are passed over. */
export type Candidates = (
  position: string | null,
  limit: number,
) => Promise<{ readonly candidates: readonly Candidate[]; readonly position: string | null }>;

/** A filter whose text is in the form that texts are compared in. */
export type Search = Omit<CustomerFilter, 'text'> & { readonly searched: string | undefined };
