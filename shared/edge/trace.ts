import { randomBytes } from 'node:crypto';

/** W3C trace context, version 00: trace, the span that calls, flags. Ids of zeros are invalid. */
const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * The trace of an invocation: the one its message came from, seen from the host's span of this invocation,
 * so that what follows hangs below it. Starts a trace where there is none.
 * @see https://www.w3.org/TR/trace-context/
 */
export function continueTrace(ofHost: unknown, ofMessage: unknown): string {
  const own = read(ofHost) ?? [hex(16), hex(8), '01'];
  const [trace, , flags] = read(ofMessage) ?? own;
  return ['00', trace, own[1], flags].join('-');
}

/** The id that all parts of a trace share. */
export function traceId(parent: string): string {
  return parent.split('-')[1] ?? '';
}

function read(text: unknown): readonly [string, string, string] | undefined {
  const [, trace, span, flags] = (typeof text === 'string' && traceparent.exec(text)) || [];
  return trace && span && flags ? [trace, span, flags] : undefined;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
