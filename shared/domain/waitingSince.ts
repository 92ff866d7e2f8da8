import type { AgreementRecord, Status } from './customers/record.ts';

const asked: readonly Status[] = ['invited', 'undeliverable', 'expired', 'attesting'];

/** Since when the customer has been asked without having accepted; null where it is not being asked. */
export function waitingSince({
  status,
  invitation,
  attestation,
}: Pick<AgreementRecord, 'status' | 'invitation' | 'attestation'>): Date | null {
  if (!asked.includes(status)) return null;
  return (status === 'attesting' ? attestation?.createdAt : invitation?.createdAt) ?? null;
}
