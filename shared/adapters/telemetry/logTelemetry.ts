import type { Telemetry } from '../../workflows/ports.ts';

/** Metrics as lines of JSON in a log, from which alerts read them: see infra/decisions/0006-telemetry.md. */
export function createLogTelemetry(write: (line: string) => void): Telemetry {
  return {
    count(metric, value = 1, attributes = {}) {
      write(JSON.stringify({ metric, value, ...attributes }));
    },
    gauge(metric, value, attributes = {}) {
      write(JSON.stringify({ metric, value, ...attributes }));
    },
  };
}
