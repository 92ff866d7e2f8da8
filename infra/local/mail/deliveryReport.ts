import { randomUUID } from 'node:crypto';
import type { ReportStatus } from './fate.ts';
import type { MailSettings } from './settings.ts';

/** One Event Grid event about one recipient; names documented, the time of the attempt in either spelling. */
export type DeliveryReport = {
  id: string;
  topic: string;
  subject: string;
  eventType: 'Microsoft.Communication.EmailDeliveryReportReceived';
  eventTime: string;
  dataVersion: '1.0';
  metadataVersion: '1';
  data: {
    sender: string;
    recipient: string;
    messageId: string;
    internetMessageId?: string;
    status: ReportStatus;
    deliveryStatusDetails: { statusMessage: string; recipientMailServerHostName?: string };
    deliveryAttemptTimestamp?: string;
    deliveryAttemptTimeStamp?: string;
  };
};

type About = {
  operationId: string;
  sender: string;
  recipient: string;
  internetMessageId: string;
  status: ReportStatus;
  statusMessage: string;
  attemptedAt: Date;
  attemptTimeName: MailSettings['attemptTimeName'];
  now: Date;
};

const topic =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/Microsoft.Communication/CommunicationServices/local';

export function createDeliveryReport(about: About): DeliveryReport {
  const { sender, recipient, operationId, status, statusMessage } = about;
  // A suppressed mail met no server and got no Message-ID (documented).
  const left = status !== 'Suppressed';
  const host = `mx.${recipient.slice(recipient.lastIndexOf('@') + 1)}`;
  return {
    id: randomUUID(),
    topic,
    subject: `sender/${sender}/message/${operationId}`,
    eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
    eventTime: about.now.toISOString(),
    dataVersion: '1.0',
    metadataVersion: '1',
    data: {
      sender,
      recipient,
      messageId: operationId,
      ...(left ? { internetMessageId: about.internetMessageId } : {}),
      status,
      deliveryStatusDetails: { statusMessage, ...(left ? { recipientMailServerHostName: host } : {}) },
      [about.attemptTimeName]: about.attemptedAt.toISOString(),
    },
  };
}
