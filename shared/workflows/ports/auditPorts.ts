import type { AgreementRecord } from '../../domain/customers/record.ts';

/** Things an audit mends: what was missing is there again, what was stale has gone, a count is right again. */
export const repairs = [
  ...(['dueRow', 'listing', 'names', 'staleDueRow', 'staleListing', 'staleName', 'counter'] as const),
  ...(['order', 'staleOrder', 'step'] as const),
] as const;

export type Repair = (typeof repairs)[number];

/** The parts of the storage in the order of an audit: first what is missing, then what is too much. */
export const auditParts = ['records', 'schedule', 'listings', 'names', 'orders'] as const;

export type AuditPart = (typeof auditParts)[number];

/** Where the audit of the storage stands; `finishedAt` null: it goes on at `position` of this part. */
export type AuditProgress = {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly part: AuditPart;
  readonly position: string | null;
  /** Rows it looked at. */
  readonly looked: number;
  readonly mended: Readonly<Record<Repair, number>>;
  /** By this audit or one before it. */
  readonly lastMendedAt: Date | null;
};

export type AuditShare = {
  readonly position: string | null;
  readonly looked: number;
  readonly mended: readonly Repair[];
};

export type IsOutdated = (record: AgreementRecord) => boolean;

/** Compares the records with all that is kept beside them. Throws `STORAGE_UNAVAILABLE`. */
export type StorageAudit = {
  /**
   * Looks at the next share of a part and mends what is wrong; position null is the beginning, and then the end.
   * A record that is outdated becomes due now.
   */
  share(part: AuditPart, position: string | null, isOutdated: IsOutdated): Promise<AuditShare>;
  progress(): Promise<AuditProgress | undefined>;
  save(progress: AuditProgress): Promise<void>;
};
