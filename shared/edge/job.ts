import type { InvocationContext, StorageQueueHandler, Timer, TimerHandler } from '@azure/functions';
import { AgreementError } from '../domain/errors.ts';
import { describeFailure } from './describeFailure.ts';
import { currentInvocation } from './invocation.ts';
import { traceId } from './trace.ts';

/** Keeps why a message failed. */
export type NoteFailure = (
  message: unknown,
  failure: { readonly code: string; readonly functionName: string; readonly attempts: number | null },
) => Promise<void>;

/**
 * Runs one queue message. The workflows put off by themselves what may succeed later, so what is thrown
 * here is unplanned: the host tries again and in the end moves the message to the poison queue. An
 * unreadable message is dropped at once; the sweep finds the record it may have meant.
 */
export function handleMessage<Message>(
  parse: (message: unknown) => Message,
  run: (message: Message) => Promise<Record<string, unknown>>,
  note: NoteFailure = async () => undefined,
): StorageQueueHandler {
  return async (raw, context) => {
    try {
      const message = parse(raw);
      log(context, { ...message, ...(await run(message)) });
    } catch (failure) {
      logFailure(context, failure);
      if (failure instanceof AgreementError && failure.code === 'INVALID_INPUT') return;
      // The note tells why the message is in the poison queue; without the note it is there all the same.
      await note(raw, aboutFailure(failure, context)).catch(() => undefined);
      throw failure;
    }
  };
}

/** Runs a timer's work and logs what it did. A failed run is not repeated by the host; the next one goes on. */
export function handleTimer(
  run: (timer: Timer, context: InvocationContext) => Promise<Record<string, unknown>>,
): TimerHandler {
  return async (timer, context) => {
    try {
      log(context, await run(timer, context));
    } catch (failure) {
      logFailure(context, failure);
      throw failure;
    }
  };
}

function aboutFailure(failure: unknown, { functionName, triggerMetadata }: InvocationContext) {
  const attempts = Number(triggerMetadata?.['dequeueCount']);
  const name = failure instanceof Error ? failure.name : typeof failure;
  const code = failure instanceof AgreementError ? failure.code : name;
  return { code, functionName, attempts: Number.isInteger(attempts) ? attempts : null };
}

export function logFailure(context: InvocationContext, failure: unknown): void {
  context.error(JSON.stringify({ ...about('failed', context), ...describeFailure(failure) }));
}

/** The same for the invocation that the running code belongs to. */
export function logInvocationFailure(failure: unknown): void {
  const invocation = currentInvocation();
  if (invocation) logFailure(invocation.context, failure);
}

function log(context: InvocationContext, what: Record<string, unknown>): void {
  context.log(JSON.stringify({ ...about('done', context), ...what }));
}

/** The trace ties a queue's work to the request that asked for it: the host begins a new one for each message. */
function about(event: string, { functionName }: InvocationContext): Record<string, unknown> {
  const parent = currentInvocation()?.traceparent;
  return { event, function: functionName, ...(parent ? { trace: traceId(parent) } : {}) };
}
