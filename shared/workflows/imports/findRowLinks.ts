import { attestationIdOf, isOpenAttestation } from '../../domain/customers/attestation.ts';
import { invitationId } from '../../domain/customers/record.ts';
import type { ImportedRow } from '../../domain/imports/customerImport.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import type { Needs } from '../ports/ports.ts';

/** What a row's link leads to. */
export type RowLink = {
  readonly customerTenantId: string;
  readonly about: 'invitation' | 'attestation';
  readonly number: number;
};

/** Reads only: as many as a connection of its own each takes without a queue. */
const concurrency = 32;

/**
 * The links that an agent hands out for rows of a page, by row. They are made of the record as it is now, so nothing of
 * them is kept with the import, and one that no longer leads anywhere is not told.
 */
export async function findRowLinks(
  { agreements }: Pick<Needs, 'agreements'>,
  rows: readonly ImportedRow[],
): Promise<ReadonlyMap<number, RowLink>> {
  const links = new Map<number, RowLink>();
  await inParallel(rows, concurrency, async ({ row, customerTenantId, outcome }) => {
    if (customerTenantId === null || outcome.kind !== 'done' || !outcome.hasLink) return;
    const { invitation, attestation } = (await agreements.current(customerTenantId))?.record ?? {};
    if (invitation?.state === 'open' && outcome.id === invitationId(customerTenantId, invitation.number)) {
      links.set(row, { customerTenantId, about: 'invitation', number: invitation.number });
    }
    if (attestation?.mode !== 'enhanced' || !isOpenAttestation(attestation)) return;
    if (outcome.id !== attestationIdOf(customerTenantId, attestation.number)) return;
    links.set(row, { customerTenantId, about: 'attestation', number: attestation.number });
  });
  return links;
}
