import { createLogTelemetry } from '../adapters/telemetry/logTelemetry.ts';
import { currentInvocation } from '../edge/invocation.ts';
import type { Telemetry, Trace } from '../workflows/ports/ports.ts';

/** Both are of the invocation at hand; what runs outside of any belongs to no trace and is not measured. */
export const trace: Trace = { parent: () => currentInvocation()?.traceparent };
export const telemetry: Telemetry = createLogTelemetry({
  write: (line) => currentInvocation()?.context.log(line),
  trace,
  nowMs: () => performance.now(),
});
