import { randomUUID } from 'node:crypto';
import { auditId } from '../auditRecord.ts';

/** As the registration service keeps and shows it (documented, camelCase in real replies). */
export type Registration = {
  subscriberId: string;
  webhookUrl: string;
  webhookEvents: string[];
  signatureTokenToMsSignatureHeader: boolean;
  properties: Record<string, string>;
  lastModifiedTimestamp: string;
};

/** A notification as it is sent (documented). */
export type Notification = {
  EventName: string;
  ResourceUri: string | null;
  ResourceName: string;
  AuditUri: string | null;
  ResourceChangeUtcDate: string;
};

/** Names documented from 2019 on; the real list is what the service answers. */
export const eventNames: readonly string[] = [
  ...['test-created', 'subscription-updated', 'usagerecords-thresholdExceeded', 'invoice-ready'],
  ...['referral-created', 'referral-updated', 'related-referral-created', 'related-referral-updated'],
  'azure-fraud-event-detected',
  ...['approved', 'activated', 'terminated', 'expired'].map((what) => `granular-admin-relationship-${what}`),
  ...['created', 'activated', 'updated', 'deleted'].map((what) => `granular-admin-access-assignment-${what}`),
  ...['approved', 'terminated', 'terminated-by-microsoft'].map((what) => `dap-admin-relationship-${what}`),
  'reseller-relationship-accepted-by-customer',
  'indirect-reseller-relationship-accepted-by-customer',
];

const host = 'https://api.partnercenter.microsoft.com';

/** What the service says when something happened to a customer, in the form of Microsoft's sample. */
export function notificationOf(name: string, partnerId: string, customerId: string, at: Date): Notification {
  const audit = auditId([partnerId, customerId], name, at);
  return {
    EventName: name,
    ResourceUri: `${host}/v1/customers/${customerId}`,
    ResourceName: 'Customer',
    AuditUri: `${host}/auditactivity/v1/auditrecords/${audit}`,
    ResourceChangeUtcDate: sevenDigits(at),
  };
}

/** The test event, with the odd address of Microsoft's sample. */
export function testNotification(at: Date): Notification {
  return {
    EventName: 'test-created',
    ResourceUri: 'http://localhost:16722/v1/webhooks/registration/test',
    ResourceName: 'test',
    AuditUri: null,
    ResourceChangeUtcDate: sevenDigits(at),
  };
}

export function sevenDigits(at: Date): string {
  return at.toISOString().replace('Z', '0000+00:00');
}

/** What a partner would have registered who wants to hear of relationships. */
export function firstRegistration(webhookUrl: string, now: Date): Registration {
  const relationship = 'reseller-relationship-accepted-by-customer';
  return {
    subscriberId: randomUUID(),
    webhookUrl,
    webhookEvents: ['test-created', relationship, `indirect-${relationship}`],
    signatureTokenToMsSignatureHeader: true,
    properties: {},
    lastModifiedTimestamp: now.toISOString(),
  };
}
