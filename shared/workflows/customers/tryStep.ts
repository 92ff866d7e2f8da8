import type { EventData } from '../../domain/customers/agreementEvent.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { warningsFor, type Warning } from '../../domain/warnings.ts';
import { AgreementError, type FieldError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';

/** What a step would come to; `code` null: it would be carried out. */
export type Trial = {
  readonly code: string | null;
  readonly message: string | null;
  readonly errors: readonly FieldError[];
  readonly warnings: readonly Warning[];
};

/**
 * Decides a step by the rules that carry it out, and stores nothing.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND`
 */
export async function tryStep(
  { agreements, clock }: Pick<Needs, 'agreements' | 'clock'>,
  customerTenantId: string,
  { email, decide }: { readonly email: string; decide(record: AgreementRecord): EventData[] },
): Promise<Trial> {
  const record = (await agreements.current(customerTenantId))?.record;
  if (!record) throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');
  const warnings = warningsFor(record, email, clock.now());
  try {
    decide(record);
    return { code: null, message: null, errors: [], warnings };
  } catch (failure) {
    if (!(failure instanceof AgreementError) || failure.code === 'INTERNAL_ERROR') throw failure;
    const { code, message, details } = failure;
    return { code, message, errors: details.fields ?? [], warnings };
  }
}
