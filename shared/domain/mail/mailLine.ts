/**
 * The line in which all mails of all instances stand, so that no minute and no hour sees more than the mail
 * service allows. A mail takes a place once and keeps it; places are given first come, first served. Instants
 * of places are in the line's own time, which stands still while the line is paused: after a pause everybody
 * goes on in the same order and at the same pace.
 */
export type MailLine = {
  /** Places given, gathered in cells; as far back as they still count. */
  readonly minute: readonly Cell[];
  readonly hour: readonly Cell[];
  /** How long the line has stood still in all pauses that are over. */
  readonly heldMs: number;
  readonly pause: Pause | null;
};

/** Places given close together; `atMs` is the last of them. */
type Cell = { readonly atMs: number; readonly count: number };

/** Why sending is paused: too fast, refused as a sender, or too many addresses that do not exist. */
export type PauseReason = 'throttled' | 'senderRefused' | 'bounces';
export type Pause = {
  readonly reason: PauseReason;
  readonly startedAt: Date;
  readonly endsAt: Date;
  /** Mails that only this pause holds up: those it stopped, and those whose turn came while it lasts. */
  readonly stopped: number;
};

/** The service's quota. */
export type MailQuota = { readonly perMinute: number; readonly perHour: number };

/** A message may be taken that much after its time (host.json), so the windows are a little longer than they are. */
const lateMs = 10_000;
const minuteMs = 60_000 + lateMs;
const hourMs = 60 * 60_000 + lateMs;
/** A cell is a hundredth of its window, so the line's size does not depend on the quota or on its length. */
const cellsPerWindow = 100;

/** Longest wait until the next look during a pause, since a person may end the pause at any time. */
export const maxPausedMs = 5 * 60_000;

export const emptyLine: MailLine = { minute: [], hour: [], heldMs: 0, pause: null };

/** Gives the next place; `atMs` is in line time. */
export function takePlace(
  known: MailLine,
  now: Date,
  { perMinute, perHour }: MailQuota,
): { readonly line: MailLine; readonly atMs: number } {
  const line = settlePause(known, now);
  const nowMs = lineTime(line, now);
  const atMs = Math.max(
    nowMs,
    // No mail overtakes an earlier one.
    lastPlace(line),
    whenFree(line.minute, perMinute, minuteMs),
    whenFree(line.hour, perHour, hourMs),
  );
  const pause = atMs > nowMs ? line.pause : stopOne(line.pause);
  return { line: { ...line, ...withPlace(line, atMs), pause }, atMs };
}

/** Notes a call beside the line, as a repeat is: it counts at the service, too. */
export function noteCall(known: MailLine, now: Date): MailLine {
  const line = settlePause(known, now);
  return { ...line, ...withPlace(line, lineTime(line, now)) };
}

/** How long a place has to wait; 0 when its turn has come. */
export function waitMs(line: MailLine, atMs: number, now: Date): number {
  return placeMs(line, atMs, now) + pauseMs(line, now);
}

/** The same for a mail that comes back later: during a pause it looks again now and then. */
export function comeBackMs(line: MailLine, atMs: number, now: Date): number {
  return placeMs(line, atMs, now) + Math.min(pauseMs(line, now), maxPausedMs);
}

function placeMs(line: MailLine, atMs: number, now: Date): number {
  return Math.max(0, atMs - lineTime(line, now));
}

function pauseMs({ pause }: MailLine, now: Date): number {
  return pause ? Math.max(0, pause.endsAt.getTime() - now.getTime()) : 0;
}

/** Stops everybody, for the sake of one mail unless it is for bounces; of two pauses the one that lasts longer holds. */
export function pauseLine(known: MailLine, now: Date, reason: PauseReason, until: Date): MailLine {
  const line = settlePause(known, now);
  const { startedAt, stopped } = line.pause ?? { startedAt: now, stopped: 0 };
  const isLonger = !line.pause || line.pause.endsAt < until;
  const pause = isLonger ? { reason, startedAt, endsAt: until, stopped } : line.pause;
  return { ...line, pause: reason === 'bounces' ? pause : stopOne(pause) };
}

/** Ends a pause now. */
export function resumeLine(known: MailLine, now: Date): MailLine {
  const line = settlePause(known, now);
  return line.pause ? settlePause({ ...line, pause: { ...line.pause, endsAt: now } }, now) : line;
}

/** How many places are still to come, and when the last one does; null when no mail waits. */
export function lineAhead(
  line: MailLine,
  now: Date,
): { readonly waiting: number; readonly lastAt: Date | null } {
  const nowMs = lineTime(line, now);
  const lastMs = Math.max(nowMs, lastPlace(line));
  const waiting = placesAfter(line, nowMs) + (currentPause(line, now)?.stopped ?? 0);
  return { waiting, lastAt: waiting > 0 ? new Date(now.getTime() + waitMs(line, lastMs, now)) : null };
}

/** How long so many mails take from an empty line on, until the last of them goes out. */
export function drainMs(mails: number, { perMinute, perHour }: MailQuota): number {
  const before = Math.max(0, mails - 1);
  const minutes = Math.floor((before % perHour) / perMinute);
  return Math.floor(before / perHour) * hourMs + minutes * minuteMs;
}

function placesAfter(line: MailLine, ms: number): number {
  const lastMs = lastPlace(line);
  // The cells of the minute are finer, but reach less far back.
  if (lastMs - ms < minuteMs) return countAfter(line.minute, ms);
  // A line longer than a window repeats its pattern, since it is as fast as it may be.
  const windows = Math.floor((lastMs - ms) / hourMs);
  const perWindow = countAfter(line.hour, lastMs - hourMs);
  return windows * perWindow + countAfter(line.hour, ms + windows * hourMs);
}

function stopOne<Known extends Pause | null>(pause: Known): Known {
  return pause ? { ...pause, stopped: pause.stopped + 1 } : pause;
}

/** The pause under way. */
export function currentPause({ pause }: MailLine, now: Date): Pause | null {
  return pause && pause.endsAt > now ? pause : null;
}

function lineTime({ heldMs, pause }: MailLine, now: Date): number {
  const pausedMs = pause ? Math.min(now.getTime(), pause.endsAt.getTime()) - pause.startedAt.getTime() : 0;
  return now.getTime() - heldMs - Math.max(0, pausedMs);
}

/** A pause that is over becomes time that the line has stood still. */
function settlePause(line: MailLine, now: Date): MailLine {
  const { pause, heldMs } = line;
  if (!pause || pause.endsAt > now) return line;
  return { ...line, pause: null, heldMs: heldMs + pause.endsAt.getTime() - pause.startedAt.getTime() };
}

/** When the place that fills the window leaves it. */
function whenFree(cells: readonly Cell[], limit: number, windowMs: number): number {
  let count = 0;
  for (const cell of cells.toReversed()) {
    count += cell.count;
    if (count >= limit) return cell.atMs + windowMs;
  }
  return 0;
}

function withPlace({ minute, hour }: MailLine, atMs: number): Pick<MailLine, 'minute' | 'hour'> {
  return { minute: added(minute, atMs, minuteMs), hour: added(hour, atMs, hourMs) };
}

/** On a fixed grid, so that a steady stream does not flow into one cell. */
function added(cells: readonly Cell[], atMs: number, windowMs: number): Cell[] {
  const sizeMs = windowMs / cellsPerWindow;
  const index = (cell: Cell): number => Math.floor(cell.atMs / sizeMs);
  const mine = { atMs, count: 1 };
  const together = cells.findLast((cell) => index(cell) === index(mine));
  const others = cells.filter((cell) => cell !== together);
  const grown = together ? { atMs: Math.max(together.atMs, atMs), count: together.count + 1 } : mine;
  const all = [...others, grown].sort((a, b) => a.atMs - b.atMs);
  const oldestMs = (all.at(-1)?.atMs ?? atMs) - windowMs;
  return all.filter((cell) => cell.atMs > oldestMs);
}

function lastPlace({ minute }: MailLine): number {
  return minute.at(-1)?.atMs ?? 0;
}

function countAfter(cells: readonly Cell[], ms: number): number {
  return cells.reduce((sum, { atMs, count }) => (atMs > ms ? sum + count : sum), 0);
}
