import { createLogTelemetry } from '../../shared/adapters/telemetry/logTelemetry.ts';
import type { Telemetry } from '../../shared/workflows/ports.ts';

/** Telemetry as in production, with its lines kept as they would be logged. */
export function telemetryInMemory(): Telemetry & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, ...createLogTelemetry((line) => void lines.push(line)) };
}
