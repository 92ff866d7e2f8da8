import functions from '@azure/functions';
import { expect, it } from 'vitest';
import { currentInvocation, trackInvocation } from '../../../shared/edge/invocation.ts';
import { handleMessage } from '../../../shared/edge/job.ts';
import { context, type Logged } from '../../fakes/azure.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${trace}-b7ad6b7169203331-01`;

/** Runs a handler as the worker does: through the hook. */
async function invoke(functionHandler: functions.FunctionHandler, input: unknown, logged: Logged = []) {
  const invocationContext = context(logged);
  const hook = new functions.PreInvocationContext({
    functionCallback: functionHandler,
    inputs: [input],
    invocationContext,
  });
  trackInvocation(hook);
  return hook.functionHandler(input, invocationContext) as unknown;
}

it('is known to all that runs in it, also after a wait, and to nothing else', async () => {
  const parents = await Promise.all(
    ['1', '2'].map((digit) =>
      invoke(
        async () => {
          await new Promise(setImmediate);
          return currentInvocation()?.traceparent;
        },
        { traceparent: `00-${digit.repeat(32)}-b7ad6b7169203331-01` },
      ),
    ),
  );
  expect(parents.map((parent) => String(parent).slice(3, 35))).toEqual(['1'.repeat(32), '2'.repeat(32)]);
  expect(currentInvocation()).toBeUndefined();
});

it('ties what a queue function logs to the trace of its message, done or failed', async () => {
  const logged: Logged = [];
  const parse = (message: unknown) => ({ customerTenantId: typeof message });
  await invoke(
    handleMessage(parse, async () => ({})),
    { traceparent },
    logged,
  );
  const failing = handleMessage(parse, () => Promise.reject(new Error('no')));
  await expect(invoke(failing, { traceparent }, logged)).rejects.toThrow();
  expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { event: 'done', trace },
    { event: 'failed', trace },
  ]);
});
