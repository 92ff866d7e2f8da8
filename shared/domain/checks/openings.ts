/** Notes of how often a person went on from a link to Microsoft. */
type Opened = { readonly openedAt: Date | null; readonly lastOpenedAt?: Date; readonly openings?: number };

/** Each noted opening starts close looks, so a flood of clicks is noted a few times only. */
const mostOpenings = 4;
const againAfterMs = 10 * 60_000;
/** Looks this soon have a message of their own; later ones are left to the sweep. */
const messagesWithinMs = 75 * 60_000;

/** The newest opening; null before the first. */
export function latestOpening({ openedAt, lastOpenedAt }: Opened): Date | null {
  return lastOpenedAt ?? openedAt;
}

/** Whether an opening is worth a line of history: the first, and some later ones, since an acceptance may follow each. */
export function isNewOpening(opened: Opened, now: Date): boolean {
  const latest = latestOpening(opened);
  if (!latest) return true;
  return (opened.openings ?? 1) < mostOpenings && now.getTime() - latest.getTime() >= againAfterMs;
}

/** The same item with one opening more. */
export function openedAgain<T extends Opened>(item: T, at: Date): T {
  if (!item.openedAt) return { ...item, openedAt: at };
  return { ...item, lastOpenedAt: at, openings: (item.openings ?? 1) + 1 };
}

/** How long to hold back the messages of the looks that follow an opening. */
export function wakeUpsAfterOpening(afterOpeningMs: readonly number[]): number[] {
  return afterOpeningMs.filter((ms) => ms <= messagesWithinMs);
}
