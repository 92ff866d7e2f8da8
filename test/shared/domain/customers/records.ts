import { append } from '../../../../shared/domain/customers/history.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

/** Microsoft's sample customer. */
export const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
export const start = new Date('2026-03-02T09:00:00Z');
export const at = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);

export const discovered: EventData = {
  type: 'customerDiscovered',
  customerTenantId: tenant,
  companyName: 'Tailspin Toys',
  domain: 'tailspintoys.example',
};
export const none: EventData = { type: 'standingChecked', standing: { kind: 'none' } };
export const acceptedDirectly: EventData = {
  type: 'standingChecked',
  standing: { kind: 'accepted', acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null } },
};

/** A record after happenings, one per hour. */
export function recordAfter(...happenings: EventData[]): AgreementRecord {
  return [discovered, ...happenings].reduce<AgreementRecord | undefined>(
    (record, what, hours) => append(record, [what], { at: at(hours), by: { kind: 'system' } }).record,
    undefined,
  ) as AgreementRecord;
}
