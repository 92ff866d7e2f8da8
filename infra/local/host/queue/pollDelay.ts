const minDelayMs = 100;

/**
 * How long to wait before reading a queue again that was found empty `emptyReads` times in a row:
 * grows exponentially with a random part, up to the maximum (public source of the WebJobs SDK).
 */
export function pollDelayMs(emptyReads: number, maxDelayMs: number, random: () => number): number {
  // The exponent is capped so that the factor stays a finite number.
  const growth = 2 ** Math.min(emptyReads - 1, 30) - 1;
  return Math.min(maxDelayMs, minDelayMs + growth * minDelayMs * (0.8 + 0.4 * random()));
}
