import type { OpenImport } from '../ports/importPorts.ts';
import { runImport, type RunImportNeeds } from './runImport.ts';

/** Leaves time for other due work; the next run or a message handles the rest. */
const sweepMs = 60_000;
/** Longer than a request may take (230 s, documented). */
const draftMs = 15 * 60_000;

/**
 * Resumes imports whose messages were lost. Discards what a crash left of files before the caller had an id.
 * Returns how many imports it resumed.
 */
export async function sweepImports(
  needs: RunImportNeeds,
  report: (failure: unknown) => void,
): Promise<number> {
  const { imports, clock } = needs;
  const until = clock.now().getTime() + sweepMs;
  let carriedOn = 0;
  for (const open of await imports.open()) {
    const runMs = until - clock.now().getTime();
    if (runMs <= 0) break;
    try {
      if (open.state === 'accepted') {
        if (!(await isOverdue(needs, open))) continue;
        await runImport(needs, open.id, { runMs, report });
        carriedOn += 1;
      } else if (clock.now().getTime() - open.begunAt.getTime() > draftMs) await imports.discard(open);
    } catch (failure) {
      report(failure);
    }
  }
  return carriedOn;
}

/** A running import saves results every few seconds; an import that should run has a message. */
async function isOverdue({ imports, clock, policy }: RunImportNeeds, { id }: OpenImport): Promise<boolean> {
  const stored = await imports.find(id);
  if (!stored) return false;
  const { updatedAt, retryAt } = stored.file;
  const lastAt = Math.max(updatedAt.getTime(), retryAt?.getTime() ?? 0);
  return lastAt + policy.wakeUpGraceMs <= clock.now().getTime();
}
