import type { State } from './state.ts';

/** One line of the partner's activity log (documented); `resourceNewValue` is JSON as text. */
export type AuditRecord = {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly userPrincipalName: string;
  readonly resourceType: string;
  readonly resourceNewValue?: string | undefined;
  readonly operationType: string;
  readonly operationDate: string;
  readonly operationStatus: 'succeeded';
  readonly customizedData: readonly { readonly key: string; readonly value: string }[];
};

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

/** .NET ticks of the Unix epoch; they exceed what a number holds. */
const epochTicks = 621_355_968_000_000_000n;
const kept = 1000;

/** `{partner}_{customer}_[resource_]{operation}_{ticks}`, the operation without its hyphens (documented samples). */
export function auditId(parts: readonly string[], operation: string, at: Date): string {
  const ticks = epochTicks + BigInt(at.getTime()) * 10_000n;
  return [...parts, operation.replaceAll(/[-_]/g, '').toLowerCase(), String(ticks)].join('_');
}

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
