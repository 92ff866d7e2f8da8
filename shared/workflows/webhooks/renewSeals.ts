import type { Needs } from '../ports/ports.ts';
import type { StoredEndpoint } from '../ports/webhookPorts.ts';

/**
 * Encrypts an endpoint's secrets under the current key, which outlives the one they were encrypted under. When another
 * change comes first, the next sweep does it.
 */
export async function renewSeals(
  { webhookEndpoints, secretBox }: Pick<Needs, 'webhookEndpoints' | 'secretBox'>,
  stored: StoredEndpoint,
): Promise<void> {
  const { id, secrets } = stored.endpoint;
  const renewed = secrets.map((one) => ({
    ...one,
    sealed: secretBox.renew(one.sealed, `endpoint ${id}`),
  }));
  if (renewed.every(({ sealed }, at) => sealed === secrets[at]?.sealed)) return;
  await webhookEndpoints.save(stored, { ...stored.endpoint, secrets: renewed });
}
