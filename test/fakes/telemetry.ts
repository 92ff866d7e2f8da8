import { createLogTelemetry } from '../../shared/adapters/telemetry/logTelemetry.ts';
import type { Telemetry } from '../../shared/workflows/ports/ports.ts';

/** Telemetry as in production, with its lines kept as they would be logged. */
export function telemetryInMemory(): Telemetry & { readonly lines: string[] } {
  let ms = 0;
  /** Every look is 5 ms after the one before. */
  const clock = (): number => (ms += 5);
  const lines: string[] = [];
  return {
    lines,
    ...createLogTelemetry({
      write: (line) => void lines.push(line),
      trace: { parent: () => '00-trace' },
      nowMs: clock,
    }),
  };
}
