import { AgreementError } from '../../domain/errors.ts';
import type { Telemetry, Trace } from '../../workflows/ports/ports.ts';

type Output = {
  write(this: void, line: string): void;
  readonly trace: Trace;
  /** Milliseconds of a clock that never goes back. */
  nowMs(this: void): number;
};

/** Metrics and spans as lines of JSON in a log, from which alerts read them: see infra/decisions/0006-telemetry.md. */
export function createLogTelemetry({ write, trace, nowMs }: Output): Telemetry {
  return {
    count(metric, value = 1, attributes = {}) {
      write(JSON.stringify({ metric, value, ...attributes }));
    },
    gauge(metric, value, attributes = {}) {
      write(JSON.stringify({ metric, value, ...attributes }));
    },
    async span(span, attributes, work) {
      const startedMs = nowMs();
      const end = (outcome: string): void => {
        const durationMs = Math.round(nowMs() - startedMs);
        write(JSON.stringify({ span, outcome, durationMs, trace: trace.parent(), ...attributes }));
      };
      try {
        const result = await work();
        end('ok');
        return result;
      } catch (failure) {
        // Others' messages may quote addresses; our codes do not.
        end(failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR');
        throw failure;
      }
    },
  };
}
