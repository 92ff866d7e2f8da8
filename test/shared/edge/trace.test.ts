import { describe, expect, it } from 'vitest';
import { continueTrace, traceId } from '../../../shared/edge/trace.ts';

const request = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const host = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

describe('the trace of an invocation', () => {
  it('is the one of its message, below the span that the host opened for it', () => {
    expect(continueTrace(host, request)).toBe('00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01');
  });

  it('is the one of the host when there is no message, or an old one', () => {
    expect(continueTrace(host, undefined)).toBe(host);
  });

  it.each([
    ['text', 'x'],
    ['another version', '01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    ['zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['capitals', request.toUpperCase()],
    ['a second line', `${request}\r\nx-evil: 1`],
    ['a number', 7],
  ])('does not come from %s', (_what, message) => {
    expect(continueTrace(host, message)).toBe(host);
  });

  it('begins where the host gives none', () => {
    const [first, second] = [continueTrace(undefined, undefined), continueTrace('', null)];
    expect(first).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(traceId(first)).not.toBe(traceId(second));
  });
});
