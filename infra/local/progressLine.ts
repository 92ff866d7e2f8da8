export type ProgressLine = {
  /** Shows what is going on; null when nothing is. */
  show(text: string | null): void;
  /** Prints a line of the log, above. */
  log(line: string): void;
};

/** As often as a log may repeat itself. */
const plainEveryMs = 5_000;

/**
 * One line that tells how far the work in the background is: rewritten in place on a terminal, and now and
 * then a line of its own where the output goes elsewhere.
 */
export function createProgressLine(
  write: (text: string) => void,
  { isTerminal, nowMs = () => performance.now() }: { isTerminal: boolean; nowMs?: () => number },
): ProgressLine {
  let shown: string | null = null;
  let writtenMs = -plainEveryMs;
  const clear = '\r\u001b[2K';
  return {
    show(text) {
      if (text === shown) return;
      if (isTerminal) write(clear + (text ?? ''));
      else if (text !== null && nowMs() - writtenMs >= plainEveryMs) {
        write(`${text}\n`);
        writtenMs = nowMs();
      }
      shown = text;
    },
    log(line) {
      write(isTerminal && shown !== null ? `${clear}${line}\n${shown}` : `${line}\n`);
    },
  };
}
