type Timer = { readonly scheduleStatus?: { readonly next?: unknown } | null };

/** When the host fires a timer next; null when it does not say, as for schedules that it does not monitor. */
export function nextRunAt(timer: unknown): Date | null {
  const next = (timer as Timer | undefined)?.scheduleStatus?.next;
  const instant = typeof next === 'string' ? new Date(next) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}
