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

/** .NET ticks of the Unix epoch; they exceed what a number holds. */
export const epochTicks = 621_355_968_000_000_000n;

/** `{partner}_{customer}_[resource_]{operation}_{ticks}`, the operation without its hyphens (documented samples). */
export function auditId(parts: readonly string[], operation: string, at: Date): string {
  const ticks = epochTicks + BigInt(at.getTime()) * 10_000n;
  return [...parts, operation.replaceAll(/[-_]/g, '').toLowerCase(), String(ticks)].join('_');
}
