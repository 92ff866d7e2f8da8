import type { Customer } from '../../../client/operations.ts';

export type Recipient = { readonly email: string; readonly firstName: string; readonly lastName: string };

/** The person at a customer whom we wrote to last, as far as one is known. */
export function recipientOf({ invitation, attestation, acceptance }: Customer): Recipient {
  const known = invitation?.recipient ?? attestation?.signatory ?? acceptance?.signatory;
  return { email: known?.email ?? '', firstName: known?.firstName ?? '', lastName: known?.lastName ?? '' };
}
