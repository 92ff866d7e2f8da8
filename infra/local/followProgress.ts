import { loadConfig } from '../../shared/config.ts';
import { isUnderWay, paceOf, type RunProgress } from '../../shared/domain/run.ts';
import { createServices } from '../../shared/services.ts';
import type { DiscoveryProgress } from '../../shared/workflows/ports/discoveryPorts.ts';

const everyMs = 1_000;
/** Work that is over sooner is not worth a line. */
const minWorkMs = 2_000;

/** Polls reconciliation and discovery every second, and tells their progress; null when neither runs. */
export async function followProgress(
  settings: Readonly<Record<string, string>>,
  { tell, now }: { tell(this: void, text: string | null): void; now(this: void): Date },
): Promise<{ stop(): void }> {
  const { runs, discoveries } = await createServices(loadConfig(settings), { now });
  let lastPage: string | undefined;
  const look = async (): Promise<void> => {
    const [run, discovery] = await Promise.all([runs.current(), discoveries.progress()]);
    // A discovery says nothing while it stands still, so it runs when its page changes.
    const page = discovery && `${discovery.startedAt.toISOString()} ${String(discovery.page)}`;
    const isPaging =
      discovery &&
      !discovery.finishedAt &&
      takesLong(discovery, now()) &&
      lastPage !== undefined &&
      page !== lastPage;
    lastPage = page ?? 'none';
    const isRunning =
      run?.progress.state === 'running' && isUnderWay(run.progress, now()) && takesLong(run.progress, now());
    const parts = [
      ...(isRunning ? [reconciling(run.progress)] : []),
      ...(isPaging ? [discovering(discovery)] : []),
    ];
    tell(parts.length > 0 ? parts.join(' · ') : null);
  };
  let timer: NodeJS.Timeout | undefined;
  const next = (): void => {
    // Storage that is about to stop, or slow for a moment, is no news.
    timer = setTimeout(
      () =>
        void look()
          .catch(() => undefined)
          .then(() => timer && next()),
      everyMs,
    );
  };
  next();
  return {
    stop() {
      clearTimeout(timer);
      timer = undefined;
      tell(null);
    },
  };
}

function takesLong({ startedAt }: { readonly startedAt: Date }, now: Date): boolean {
  return now.getTime() - startedAt.getTime() > minWorkMs;
}

/** In English, as everything that the terminal shows. */
export function reconciling(progress: RunProgress): string {
  const { due, done, lastError, updatedAt } = progress;
  if (due === 0) return 'Reconciliation: looking for what is due';
  const { perMinute, endsAt } = paceOf(progress);
  const leftSeconds = endsAt ? Math.ceil((endsAt.getTime() - updatedAt.getTime()) / 1000) : null;
  return [
    `Reconciliation: ${count(done)} of ${count(due)}`,
    ...(perMinute > 0 ? [`${count(perMinute)} per minute`] : []),
    ...(leftSeconds
      ? [
          `about ${leftSeconds < 90 ? `${String(leftSeconds)} s` : `${String(Math.round(leftSeconds / 60))} min`} left`,
        ]
      : []),
    ...(lastError ? [`last error ${lastError.code}`] : []),
  ].join(', ');
}

function discovering({ seen, added }: DiscoveryProgress): string {
  return `Discovery: ${count(seen)} customers seen, ${count(added)} new`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
