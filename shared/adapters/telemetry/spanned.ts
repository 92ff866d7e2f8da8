import type { SpanName } from '../../domain/metrics.ts';
import type { Telemetry } from '../../workflows/ports/ports.ts';

type Port<Name extends string> = { readonly [name in Name]: (...args: never[]) => Promise<unknown> };

/** The same port with a span around each call; the method's name is the span's `operation`. */
export function spanned<Whole extends Port<keyof Whole & string>>(
  telemetry: Telemetry,
  span: SpanName,
  port: Whole,
): Whole {
  const timed = Object.entries<(...args: never[]) => Promise<unknown>>(port).map(([operation, method]) => [
    operation,
    (...args: never[]) => telemetry.span(span, { operation }, () => method(...args)),
  ]);
  return Object.fromEntries(timed) as Whole;
}
