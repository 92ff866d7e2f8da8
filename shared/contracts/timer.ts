import * as z from 'zod';

const timer = z.object({ scheduleStatus: z.object({ next: z.iso.datetime({ offset: true }) }) });

/** When the host fires a timer next; null when it does not say, as for schedules that it does not monitor. */
export function nextRunAt(info: unknown): Date | null {
  const parsed = timer.safeParse(info);
  return parsed.success ? new Date(parsed.data.scheduleStatus.next) : null;
}
