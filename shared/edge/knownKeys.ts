import { AgreementError } from '../domain/errors.ts';

const maxKeys = 10_000;

type Key = { readonly id: string; readonly fingerprint: string };

/**
 * Idempotency keys that this instance has carried out, the newest. A key belongs to its customer's partition, so to
 * know it elsewhere would cost every request a call, see decision 0003; memory costs none.
 */
export function createKnownKeys() {
  const known = new Map<string, string>();
  return {
    /** @throws {AgreementError} `IDEMPOTENCY_KEY_REUSED` */
    refuseOther({ id, fingerprint }: Key): void {
      if ((known.get(id) ?? fingerprint) === fingerprint) return;
      throw new AgreementError(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was used for another request. Use a new key for each request.',
      );
    },
    add({ id, fingerprint }: Key): void {
      known.delete(id);
      known.set(id, fingerprint);
      const [oldest] = known.keys();
      if (known.size > maxKeys && oldest !== undefined) known.delete(oldest);
    },
  };
}
