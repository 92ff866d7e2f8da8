import type { DeliveryReport } from './deliveryReport.ts';

/** The same event in the schema of CloudEvents 1.0, as Event Grid maps its own fields to it (documented). */
export function asCloudEvent({ id, topic, subject, eventType, eventTime, data }: DeliveryReport) {
  return { specversion: '1.0', id, source: topic, subject, type: eventType, time: eventTime, data };
}
