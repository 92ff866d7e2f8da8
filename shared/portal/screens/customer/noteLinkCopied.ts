import type { Customer } from '../../../client/operations.ts';
import { command } from '../../api/call.ts';
import { may } from '../../api/permissions.ts';
import { cache } from '../../api/reads.ts';

/** Puts into the customer's history that its link was copied. A failure is not told: the link is copied all the same. */
export function noteLinkCopied({ customerTenantId }: Customer): void {
  if (!may('noteLinkCopied')) return;
  command('noteLinkCopied', { params: { customerTenantId }, body: {} }).then(
    () => void cache.invalidateQueries(),
    () => undefined,
  );
}
