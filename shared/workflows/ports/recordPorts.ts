import type { AttestationId } from '../../domain/customers/attestationId.ts';
import type { AgreementRecord, Status } from '../../domain/customers/record.ts';
import type { CustomerOrder } from '../../domain/customerOrder.ts';
import type { OutgoingMail } from './mailPorts.ts';
import type { AgreementEvent } from '../../domain/customers/agreementEvent.ts';

/** A record as stored; `token` fences the next commit and means nothing else. */
export type Current = { readonly record: AgreementRecord; readonly token: unknown };

/** The same with the instant at which it is due, which may move without a change of the record. */
export type Stored = Current & { readonly dueAt: Date };

/** The answer a POST was given, kept so that a repeat gets it again. */
export type IdempotencyRecord = {
  /** Names caller and Idempotency-Key. */
  readonly id: string;
  /** Hash of what was asked. */
  readonly fingerprint: string;
  readonly answer: string;
};

/** One step of one customer: everything in it is stored, or nothing is. */
export type Change = {
  readonly before: Current | undefined;
  readonly after: AgreementRecord;
  readonly events: readonly AgreementEvent[];
  readonly dueAt: Date;
  /** The bytes of the mails that the step asks for. */
  readonly mails: readonly OutgoingMail[];
  readonly receipt: IdempotencyRecord | null;
  /** Microsoft's id of an attestation whose digest `after` holds from now on. */
  readonly attestationId?: AttestationId | undefined;
};

/** Agreement records with their history. All methods throw `STORAGE_UNAVAILABLE` when storage does not answer. */
export type Agreements = {
  find(customerTenantId: string): Promise<Stored | undefined>;
  /** The record alone, in one point read: enough to show it or to change it. */
  current(customerTenantId: string): Promise<Current | undefined>;
  /**
   * `conflict`: it was changed since `before` was read, or the receipt exists; nothing was stored. In the app it is
   * wrapped by the outbox for webhooks, see `outbox.ts`: events go out also when the process crashes after it.
   */
  commit(change: Change): Promise<'committed' | 'conflict'>;
  /** Oldest first, from a version on. */
  history(customerTenantId: string, fromVersion: number, limit: number): Promise<AgreementEvent[]>;
  receipt(customerTenantId: string, id: string): Promise<IdempotencyRecord | undefined>;
  mail(customerTenantId: string, operationId: string): Promise<OutgoingMail | undefined>;
  /**
   * Microsoft's id of an attestation that the record names by its digest; costs no call.
   * @throws {AgreementError} `INTERNAL_ERROR` where it does not open
   */
  attestationId(current: Current, digest: string): Promise<AttestationId>;
};

export type CustomerFilter = {
  readonly status?: Status | undefined;
  /** Any of these; beside `status` it is not asked. */
  readonly statuses?: readonly Status[] | undefined;
  /** What readiness says; nobody for whom it is unknown. */
  readonly canOrder?: boolean | undefined;
  /** Code of the `statusReason`. */
  readonly reason?: string | undefined;
  /** Changed at this instant or later. */
  readonly updatedSince?: Date | undefined;
  /** `updatedAt`: newest first; the others: longest ago first. Absent: in whatever order is fastest. */
  readonly order?: CustomerOrder | undefined;
  readonly country?: string | undefined;
  readonly resellerTenantId?: string | undefined;
  /** Beginning of the company name, of a word in it, or of the domain; see `searchText`. */
  readonly text?: string | undefined;
};

export type CustomerIndex = {
  counts(): Promise<Record<Status, number>>;
  /** One page of records; `position` goes on where a page ended, null is the end. */
  page(filter: CustomerFilter, size: number, position: string | null): Promise<CustomerPage>;
};

export type CustomerPage = { readonly stored: readonly Stored[]; readonly position: string | null };
