import type { State } from './state.ts';
import type { AuditRecord } from './auditRecord.ts';
import { auditId } from './auditRecord.ts';

export type Activity = {
  readonly customer: { readonly id: string; readonly companyName: string };
  readonly operationType: string;
  readonly resourceType: string;
  readonly newValue?: unknown;
  readonly customizedData?: AuditRecord['customizedData'];
  /** Names the resource within the id. */
  readonly resourceId?: string;
  readonly at?: Date;
};
const kept = 1000;

/** Writes down what happened to a customer; of many, the newest are kept. */
export function noteActivity(state: State, activity: Activity): void {
  const { customer, operationType, resourceType, newValue, customizedData = [], resourceId } = activity;
  const { tenantId, domain } = state.partner;
  const at = activity.at ?? state.clock();
  const parts = [tenantId, customer.id, ...(resourceId ? [resourceId] : [])];
  const record: AuditRecord = {
    id: auditId(parts, operationType, at),
    partnerId: tenantId,
    customerId: customer.id,
    customerName: customer.companyName,
    userPrincipalName: `service@${domain}`,
    resourceType,
    ...(newValue !== undefined && { resourceNewValue: JSON.stringify(newValue) }),
    operationType,
    operationDate: at.toISOString().replace('Z', '0000Z'),
    operationStatus: 'succeeded',
    customizedData,
  };
  state.activities = [...state.activities, record].slice(-kept);
  state.changed();
}
