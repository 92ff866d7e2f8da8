import { randomBytes, randomUUID } from 'node:crypto';
import type {
  AppFunction,
  CoreApp,
  CoreCall,
  InvocationResponse,
  ProgrammingModel,
} from './app/coreModule.ts';
import type { Binding } from './trigger.ts';
import type { TypedData } from './app/typedData.ts';

/** Runs a function once: hooks, handler, output bindings. Throws what the handler throws. */
export type Invoke = (
  target: AppFunction,
  data: TypedData,
  triggerMetadata?: Readonly<Record<string, TypedData>>,
) => Promise<InvocationResponse>;

export type WriteOutput = (binding: Binding, data: TypedData) => Promise<void>;

export function createInvoke(
  app: CoreApp,
  options: { functionTimeoutMs: number; writeOutput: WriteOutput },
): Invoke {
  const { model } = app;
  if (!model) throw new Error('the app set no programming model: it must use @azure/functions v4');

  return async (target, data, triggerMetadata = {}) => {
    const call = coreCall(app, target, data, triggerMetadata);
    const response = await runWithHooks(app, model, call, target, options.functionTimeoutMs);
    await writeOutputs(target, response, options.writeOutput);
    return response;
  };
}

async function runWithHooks(
  app: CoreApp,
  model: ProgrammingModel,
  call: CoreCall,
  target: AppFunction,
  timeoutMs: number,
): Promise<InvocationResponse> {
  const invocation = await model.getInvocationModel(call);
  const { context, inputs } = await invocation.getArguments();
  const shared = { hookData: {}, appHookData: app.hookData.app, invocationContext: context };

  const before = { ...shared, functionCallback: target.callback, inputs };
  call.state = 'preInvocationHooks';
  for (const hook of app.hooks.preInvocation) await hook(before);

  const after: { result: unknown; error: unknown } = { result: null, error: null };
  call.state = 'invocation';
  try {
    const run = invocation.invokeFunction(context, before.inputs, before.functionCallback);
    after.result = await withTimeout(run, timeoutMs);
  } catch (error) {
    after.error = error;
  }

  // A hook may turn a failure into a result and the other way round.
  const seen = Object.assign(after, { ...shared, inputs: before.inputs });
  call.state = 'postInvocationHooks';
  for (const hook of app.hooks.postInvocation) await hook(seen);
  call.state = undefined;
  if (seen.error !== null && seen.error !== undefined) return Promise.reject(seen.error);
  return invocation.getResponse(context, seen.result);
}

function coreCall(
  app: CoreApp,
  target: AppFunction,
  data: TypedData,
  triggerMetadata: Readonly<Record<string, TypedData>>,
): CoreCall {
  const invocationId = randomUUID();
  const { name: functionName, trigger, metadata } = target;
  return {
    invocationId,
    metadata,
    state: undefined,
    request: {
      invocationId,
      functionId: functionName,
      inputData: [{ name: trigger.bindingName, data }],
      triggerMetadata,
      traceContext: { traceParent: traceParent(data), traceState: '', attributes: {} },
    },
    log: (level, category, message) => app.log({ level, category, message, functionName }),
  };
}

/** W3C trace context: a new span in the trace that an HTTP request came with, else in a new one. */
function traceParent({ http }: TypedData): string {
  const header = http && 'nullableHeaders' in http ? http.nullableHeaders['traceparent']?.value : undefined;
  const [, given] = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.exec(header ?? '') ?? [];
  return `00-${given ?? randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

/** Outputs are written after success only, side by side; one failed write fails the run (as the real host). */
async function writeOutputs(
  { bindings, trigger }: AppFunction,
  response: InvocationResponse,
  write: WriteOutput,
): Promise<void> {
  const writes = Object.entries(bindings).map(async ([name, binding]) => {
    if (binding.direction !== 'out' || binding.type.toLowerCase() === 'http') return;
    const data =
      name === '$return'
        ? response.returnValue
        : response.outputData?.find((output) => output.name === name)?.data;
    if (data && name !== trigger.bindingName) await write(binding, data);
  });
  await Promise.all(writes);
}

async function withTimeout<T>(run: Promise<T>, timeoutMs: number): Promise<T> {
  if (!Number.isFinite(timeoutMs)) return run;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const fail = () => {
      reject(Object.assign(new Error(`ran longer than ${timeoutMs} ms`), { name: 'FunctionTimeoutError' }));
    };
    timer = setTimeout(fail, timeoutMs);
  });
  try {
    return await Promise.race([run, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
