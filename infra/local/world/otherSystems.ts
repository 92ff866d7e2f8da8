import { readImport } from '../../../shared/contracts/imports/readImport.ts';
import { createImport } from '../../../shared/workflows/imports/createImport.ts';
import { runImport } from '../../../shared/workflows/imports/runImport.ts';
import { createWebhookEndpoint } from '../../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { deliverWebhooks } from '../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { poisonQueue, queues } from '../../../shared/queues.ts';
import { QueueServiceClient } from '@azure/storage-queue';
import { by, pass, recordOf, takeReports, type Stage } from './stage.ts';

const secondMs = 1_000;

/** Adds a webhook endpoint at the sample shop, which sends the challenge back. */
export async function addEndpoint(stage: Stage, path: string, description: string): Promise<void> {
  const { services, clock } = stage;
  const request = { url: `${stage.urls.shop}/${path}`, kind: 'standard', description } as const;
  const added = await createWebhookEndpoint(services, { ...request, events: null, resellerTenantId: null });
  if (added.kind !== 'changed') return;
  pass(clock, services.webhookEndpoints.knownForMs + secondMs);
  await deliverWebhooks(services, added.record.endpoint.id);
  pass(clock, services.webhookEndpoints.knownForMs + secondMs);
}

/** Sends what is due to all endpoints, as the queue's messages would have it sent. */
export async function deliverNews({ services, clock }: Stage): Promise<void> {
  for (const { endpoint } of await services.webhookEndpoints.list()) {
    const nextAt = await services.webhookDeliveries.nextDueAt(endpoint.id);
    if (nextAt && nextAt <= clock.now()) await deliverWebhooks(services, endpoint.id);
  }
}

/** Takes a file of invitations, with rows that are refused. */
export async function importInvitations(stage: Stage, rows: readonly string[]): Promise<void> {
  const { services } = stage;
  const csv = ['domain,firstName,lastName,email', ...rows].join('\n');
  const file = readImport(await services.readCsv(csv), 'invite');
  const made = await createImport(services, file, { by: by('tomas') });
  if (made.kind !== 'changed') return;
  const report = (failure: unknown): void => {
    console.error('A row of the sample import failed:', failure);
  };
  await runImport(services, made.record.id, { runMs: 60_000, report });
  await takeReports(stage);
}

/** Notes why a message failed for good; answers the message, for `leavePoison`. */
export async function notePoison(stage: Stage, name: string): Promise<string> {
  const { customerTenantId: tenantId } = await recordOf(stage, name);
  const message = { tenantId };
  await stage.services.failureNotes.note(message, {
    ...{ code: 'PARTNER_CENTER_UNAVAILABLE', functionName: 'checkAgreement', attempts: 5 },
    failedAt: stage.clock.now(),
  });
  return Buffer.from(JSON.stringify(message)).toString('base64');
}

/** Puts the message where the host leaves it, for an admin to look at and to replay. */
export async function leavePoison(connectionString: string, text: string): Promise<void> {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  await service.getQueueClient(poisonQueue(queues.checks)).sendMessage(text);
}
