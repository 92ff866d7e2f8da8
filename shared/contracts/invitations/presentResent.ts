import type { AgreementRecord } from '../../domain/customers/record.ts';
import { presentCustomer, type Presenter } from '../customers/presentCustomer.ts';
import { presentWarnings } from '../customers/presentWarnings.ts';

/** The answer of a resend: the record, and what could not be made sure of. */
export function presentResent(record: AgreementRecord, presenter: Presenter) {
  return { ...presentCustomer(record, presenter), warnings: presentWarnings(record) };
}
