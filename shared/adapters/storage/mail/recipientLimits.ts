import type { TableClient } from '@azure/data-tables';
import { AgreementError } from '../../../domain/errors.ts';
import { waitForRoom, withMail } from '../../../domain/mailLimits.ts';
import type { RecipientLimits } from '../../../workflows/ports/mailPorts.ts';
import { fromJson } from '../kit/json.ts';
import { isConflict, storageCall, undefinedIfMissing } from '../kit/storageFailure.ts';

const rowKey = 'recipient';
const attempts = 10;
/** Requests whose repeats are known; older ones have their answer in an idempotency record. */
const maxRequests = 30;

type Kept = { readonly mailedAt: readonly Date[]; readonly requests?: readonly string[] };

/**
 * When each address was last mailed, a row per address. The key is a digest under a secret, so that the
 * table does not reveal whom we mailed. A new address costs one request, any other two.
 */
export function createRecipientLimits(
  mails: TableClient,
  digest: (address: string) => string,
): RecipientLimits {
  return {
    take: (address, limit, now, requestId) =>
      storageCall(async () => {
        const keys = { partitionKey: `to ${digest(address.toLowerCase())}`, rowKey };
        const rowOf = (mailedAt: readonly Date[], requests: readonly string[]) => ({
          ...keys,
          json: JSON.stringify({
            mailedAt,
            requests: requestId ? [...requests, requestId].slice(-maxRequests) : requests,
          }),
        });
        for (let attempt = 1; attempt <= attempts; attempt += 1) {
          try {
            if (attempt === 1) {
              await mails.createEntity(rowOf([now], []));
              return undefined;
            }
            const row = await undefinedIfMissing(
              mails.getEntity<{ json: string }>(keys.partitionKey, rowKey),
            );
            if (!row) continue;
            const { mailedAt, requests = [] } = fromJson(row.json) as Kept;
            if (requestId && requests.includes(requestId)) return undefined;
            const waitMs = waitForRoom(mailedAt, limit, now);
            if (waitMs !== undefined) return waitMs;
            await mails.updateEntity(rowOf(withMail(mailedAt, now), requests), 'Replace', { etag: row.etag });
            return undefined;
          } catch (failure) {
            if (!isConflict(failure)) throw failure;
          }
        }
        throw new AgreementError('RECORD_BUSY', 'This person is being mailed by others. Try again.', {
          retryAfterMs: 1000,
        });
      }),
  };
}
