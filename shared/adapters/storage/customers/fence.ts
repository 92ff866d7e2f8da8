import type { Stored } from '../../../workflows/ports/recordPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { rowKeys } from '../kit/keys.ts';
import { isConflict } from '../kit/storageFailure.ts';
import { tokenOf } from './storedRecord.ts';

/**
 * Makes sure that a commit which began on this record can no longer succeed, by giving the record a new
 * etag. False when one has succeeded meanwhile. A writer may have slept, so its age alone proves nothing.
 */
export async function fence({ customers }: Pick<Tables, 'customers'>, stored: Stored): Promise<boolean> {
  const keys = { partitionKey: stored.record.customerTenantId, rowKey: rowKeys.record };
  try {
    await customers.updateEntity(keys, 'Merge', { etag: tokenOf(stored).etag });
    return true;
  } catch (failure) {
    if (isConflict(failure)) return false;
    throw failure;
  }
}
