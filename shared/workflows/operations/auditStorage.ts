import type { AgreementRecord } from '../../domain/customers/record.ts';
import { isJudgedOtherwise } from '../../domain/customers/standing.ts';
import {
  auditParts,
  repairs,
  type AuditProgress,
  type AuditShare,
  type Repair,
} from '../ports/auditPorts.ts';
import { type Needs } from '../ports/ports.ts';

/** The host ends a function after ten minutes. */
const runMs = 4 * 60_000;
/** A share per run, so that an audit of a large storage takes days and costs next to nothing. */
const looksPerRun = 10_000;

/**
 * Compares all that is kept beside the records with them, and mends it: rows that are missing, rows that
 * are too much, counts. Goes on where the last run stopped; after the last part the next run begins anew.
 * The order of writes keeps storage right by itself, so whatever is found was damaged from outside, or by
 * a fault worth knowing.
 */
export async function auditStorage(
  needs: Pick<Needs, 'storageAudit' | 'telemetry' | 'clock' | 'policy'>,
): Promise<AuditProgress> {
  const { storageAudit, telemetry, clock, policy } = needs;
  const until = new Date(clock.now().getTime() + runMs);
  const last = await storageAudit.progress();
  let progress = last && !last.finishedAt ? last : begin(clock.now(), last);
  const enough = progress.looked + looksPerRun;
  // A cut-off that was set anew would else be heard of with the yearly look.
  const isOutdated = ({ standing }: AgreementRecord) => isJudgedOtherwise(standing, policy, clock.now());
  do {
    const share = await storageAudit.share(progress.part, progress.position, isOutdated);
    for (const what of share.mended) telemetry.count('storage.mended', 1, { what });
    progress = goOn(progress, share, clock.now());
    // Where the next share fails, the next run begins with that one, and what was mended is told.
    await storageAudit.save(progress);
  } while (!progress.finishedAt && progress.looked < enough && clock.now() < until);
  return progress;
}

function begin(startedAt: Date, last: AuditProgress | undefined): AuditProgress {
  const mended = Object.fromEntries(repairs.map((repair) => [repair, 0])) as Record<Repair, number>;
  return {
    ...{ startedAt, finishedAt: null, part: auditParts[0], position: null, looked: 0, mended },
    lastMendedAt: last?.lastMendedAt ?? null,
  };
}

function goOn(progress: AuditProgress, { position, looked, mended }: AuditShare, now: Date): AuditProgress {
  const next = auditParts[auditParts.indexOf(progress.part) + 1];
  // An audit that began under an earlier version knew fewer repairs.
  const counts: Partial<Record<Repair, number>> = { ...progress.mended };
  for (const repair of mended) counts[repair] = (counts[repair] ?? 0) + 1;
  return {
    ...progress,
    part: position === null && next ? next : progress.part,
    position,
    finishedAt: position === null && !next ? now : null,
    looked: progress.looked + looked,
    mended: counts as Record<Repair, number>,
    lastMendedAt: mended.length > 0 ? now : progress.lastMendedAt,
  };
}
