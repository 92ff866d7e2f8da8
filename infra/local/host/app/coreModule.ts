import Module from 'node:module';
import type { HostLog, HostLogEntry } from '../log.ts';
import { parseTrigger, type Binding, type Trigger } from '../trigger.ts';
import type { TypedData } from './typedData.ts';

/** One registered function of the app. */
export type AppFunction = {
  name: string;
  trigger: Trigger;
  bindings: Record<string, Binding>;
  metadata: unknown;
  callback: unknown;
};

/** What `@azure/functions` hands over: it turns the host's data into the handler's arguments and back. */
export type ProgrammingModel = {
  getInvocationModel(call: CoreCall): InvocationModel | Promise<InvocationModel>;
  getCapabilities?(capabilities: Record<string, string>): Promise<Record<string, string>>;
};

export type InvocationModel = {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: unknown): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
};

export type InvocationResponse = {
  returnValue?: TypedData | null;
  outputData?: { name: string; data: TypedData }[];
};

/** One invocation as the programming model sees it. */
export type CoreCall = {
  invocationId: string;
  request: unknown;
  metadata: unknown;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: HostLogEntry['level'], category: string, message: string): void;
};

const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;
export type HookName = (typeof hookNames)[number];
type Hook = (context: object) => unknown;

/** An app while it loads and runs: what it registered. */
export type CoreApp = {
  functions: AppFunction[];
  hooks: Record<HookName, Hook[]>;
  model: ProgrammingModel | undefined;
  /** Set after loading: from then on nothing can be registered. */
  locked: boolean;
  /** Shared by all hooks of this app. */
  hookData: { app: object; appOnly: object };
  /** The app's own log lines; its log hooks may change level and message on the way. */
  log(entry: Pick<HostLogEntry, 'level' | 'message'> & { category: string; functionName?: string }): void;
};

export function createCoreApp(log: HostLog): CoreApp {
  const app: CoreApp = {
    functions: [],
    hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] },
    model: undefined,
    locked: false,
    hookData: { app: {}, appOnly: {} },
    log({ level, message, category, functionName }) {
      const context = { level, message, category, hookData: {}, appHookData: app.hookData.app };
      for (const hook of app.hooks.log) hook(context);
      log({
        level: context.level,
        message: context.message,
        source: 'app',
        ...(functionName !== undefined && { functionName }),
      });
    },
  };
  return app;
}

/**
 * Makes `require('@azure/functions-core')` yield this app's registry, as the real worker does it:
 * the package exists only inside the worker (tried: the worker wraps Module.prototype.require too).
 */
export function provideCoreModule(app: CoreApp): void {
  current = coreApi(app);
  if (wrapped) return;
  wrapped = true;
  Module.prototype.require = new Proxy(Module.prototype.require, {
    apply: (require, module, args: [string]): unknown =>
      args[0] === '@azure/functions-core' ? current : Reflect.apply(require, module, args),
  });
}

let wrapped = false;
let current: object | undefined;

function coreApi(app: CoreApp): object {
  return {
    version: '3.14.1',
    hostVersion: '4.1052.200',
    Disposable,
    setProgrammingModel(model: ProgrammingModel) {
      app.model = model;
    },
    getProgrammingModel: () => app.model,
    log(level: HostLogEntry['level'], category: string, message: string) {
      app.log({ level, category, message });
    },
    registerHook(name: string, hook: Hook) {
      const known = hookNames.find((candidate) => candidate === name);
      if (!known) throw systemError(new RangeError(`there is no hook named ${name}`));
      app.hooks[known].push(hook);
      return new Disposable(() => remove(app.hooks[known], hook));
    },
    registerFunction(metadata: { name: string; bindings: Record<string, Binding> }, callback: unknown) {
      const { name, bindings } = metadata;
      if (app.locked)
        throw systemError(new Error(`${name}: functions are registered only while the app loads`));
      // The real host compares names without case, because they are parts of addresses.
      if (app.functions.some((taken) => taken.name.toLowerCase() === name.toLowerCase())) {
        throw systemError(new Error(`two functions are named ${name}`));
      }
      const registered = { name, bindings, metadata, callback, trigger: parseTrigger(name, bindings) };
      app.functions.push(registered);
      return new Disposable(() => remove(app.functions, registered));
    },
  };
}

class Disposable {
  readonly #undo: () => void;
  constructor(undo: () => void) {
    this.#undo = undo;
  }
  dispose(): void {
    this.#undo();
  }
}

function systemError(error: Error): Error {
  return Object.assign(error, { isAzureFunctionsSystemError: true });
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at !== -1) list.splice(at, 1);
}
