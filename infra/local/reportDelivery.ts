import { QueueServiceClient } from '@azure/storage-queue';
import { queues } from '../../shared/queues.ts';
import { asCloudEvent } from './mail/cloudEvent.ts';
import type { DeliveryReport } from './mail/deliveryReport.ts';

/**
 * Does what the Event Grid subscription of infra/azure does: puts each delivery report into the storage queue,
 * as a CloudEvent in base64, with a life of seven days.
 */
export function createReportDelivery(connectionString: string): (report: DeliveryReport) => Promise<void> {
  const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient(
    queues.deliveryReports,
  );
  return async (report) => {
    const text = Buffer.from(JSON.stringify(asCloudEvent(report))).toString('base64');
    await queue.sendMessage(text, { messageTimeToLive: 7 * 24 * 60 * 60 });
  };
}
