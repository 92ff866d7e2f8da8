import type { Needs } from '../ports/ports.ts';
import { requireEndpoint } from './webhookCommand.ts';

/** Removes an endpoint at once; its deliveries go with the next sweeps. @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` */
export async function deleteWebhookEndpoint(
  needs: Pick<Needs, 'webhookEndpoints'>,
  id: string,
): Promise<void> {
  await requireEndpoint(needs, id);
  await needs.webhookEndpoints.remove(id);
}
