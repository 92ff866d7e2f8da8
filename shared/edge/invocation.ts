import { AsyncLocalStorage } from 'node:async_hooks';
import type { InvocationContext, PreInvocationContext } from '@azure/functions';
import { continueTrace } from './trace.ts';

type Invocation = {
  readonly context: InvocationContext;
  /** W3C trace context for all that this invocation sets off. */
  readonly traceparent: string;
};

const current = new AsyncLocalStorage<Invocation>();

/** The invocation that the running code belongs to; undefined outside of any. */
export function currentInvocation(): Invocation | undefined {
  return current.getStore();
}

/** Hook before every invocation, so that no function has to pass it on by hand. */
export function trackInvocation(hook: PreInvocationContext): void {
  const { invocationContext: context, functionHandler, inputs } = hook;
  const traceparent = continueTrace(context.traceContext?.traceParent, traceOfMessage(inputs[0]));
  hook.functionHandler = (...args) => current.run({ context, traceparent }, () => functionHandler(...args));
}

/** Messages of other versions, and other people's, may lack it. */
function traceOfMessage(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'traceparent' in input
    ? input.traceparent
    : undefined;
}
