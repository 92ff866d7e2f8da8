import type { Attestation } from '../../domain/customers/attestation.ts';
import { isOpenAttestation } from '../../domain/customers/attestation.ts';
import { AgreementError } from '../../domain/errors.ts';
import { applyEvent } from '../../domain/customers/events.ts';
import { lastAttestationNumber } from '../../domain/customers/watchedAttestations.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import { readCustomer, type CallerScope } from '../customers/readCustomer.ts';

export type FoundAttestation = { readonly record: AgreementRecord; readonly attestation: Attestation };

/**
 * One attestation of a customer, the current one or an earlier one as it was when it was replaced.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `ATTESTATION_NOT_FOUND`
 */
export async function findAttestation(
  needs: Pick<Needs, 'agreements' | 'schedule'>,
  { customerTenantId, number, sight }: { customerTenantId: string; number: number; sight: CallerScope },
): Promise<FoundAttestation> {
  const { record } = await readCustomer(needs, customerTenantId, sight);
  if (record.attestation?.number === number) return { record, attestation: record.attestation };
  if (number > lastAttestationNumber(record)) {
    throw new AgreementError('ATTESTATION_NOT_FOUND', 'There is no attestation with this id.');
  }
  const events = await needs.agreements.history(customerTenantId, 1, record.version);
  let known: AgreementRecord | undefined;
  let attestation: Attestation | null = null;
  for (const event of events) {
    known = applyEvent(known, event);
    if (known.attestation?.number === number) attestation = known.attestation;
  }
  if (!attestation)
    throw new AgreementError('ATTESTATION_NOT_FOUND', 'There is no attestation with this id.');
  const isReplaced = isOpenAttestation(attestation);
  return { record, attestation: isReplaced ? { ...attestation, state: 'replaced' } : attestation };
}

/**
 * The record of a customer whose current attestation is this one, where its signatory has a link to use.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `ATTESTATION_NOT_FOUND`
 */
export async function requireLink(
  needs: Pick<Needs, 'agreements' | 'schedule'>,
  { customerTenantId, number, sight }: { customerTenantId: string; number: number; sight: CallerScope },
): Promise<AgreementRecord> {
  const { record } = await readCustomer(needs, customerTenantId, sight);
  const { attestation } = record;
  if (attestation?.number === number && attestation.mode === 'enhanced' && isOpenAttestation(attestation)) {
    return record;
  }
  throw new AgreementError(
    'ATTESTATION_NOT_FOUND',
    'There is no attestation with this id whose link is open.',
  );
}
