import Module, { createRequire } from 'node:module';

type Handler = (request: object, context: object) => Promise<{ status?: number }>;

/** What this process found, in milliseconds; `firstRequestMs` is null unless it was asked for. */
export type LoadTimes = { readonly entryMs: number; readonly firstRequestMs: number | null };

/**
 * Loads the entry named by the first argument as the Functions worker does and prints how long it took;
 * with a function's name as second argument also runs that function once, without a token, so that all it
 * loads on first use is read. Runs as plain JavaScript: no loader may take part.
 */
async function main(entry: string, functionName: string | undefined): Promise<LoadTimes> {
  const handlers = new Map<string, Handler>();
  const core = {
    registerFunction: ({ name }: { name: string }, handler: Handler) => void handlers.set(name, handler),
    registerHook: () => undefined,
    setProgrammingModel: () => undefined,
    getProgrammingModel: () => undefined,
    log: () => undefined,
  };
  // The package exists only inside the worker, which answers it in this way too (tried).
  Module.prototype.require = new Proxy(Module.prototype.require, {
    apply: (require, module, args: [string]): unknown =>
      args[0] === '@azure/functions-core' ? core : Reflect.apply(require, module, args),
  });
  const require = createRequire(entry);

  const startedAt = performance.now();
  require(entry);
  const entryMs = performance.now() - startedAt;
  if (handlers.size === 0) throw new Error(`${entry} registered no function`);
  if (functionName === undefined) return { entryMs, firstRequestMs: null };

  const handler = handlers.get(functionName);
  if (!handler) throw new Error(`${entry} has no function ${functionName}`);
  const request = { method: 'GET', headers: new Headers(), params: {}, query: new URLSearchParams() };
  const silent = { invocationId: 'none', log: () => undefined, error: () => undefined };
  const { status } = await handler(request, silent);
  if (status !== 401) throw new Error(`a request without a token was answered with ${String(status)}`);
  return { entryMs, firstRequestMs: performance.now() - startedAt };
}

const [, , entry = '', functionName] = process.argv;
void main(entry, functionName).then((times) => {
  console.log(JSON.stringify(times));
});
