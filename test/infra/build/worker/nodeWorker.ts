// The part of the Functions worker for Node that loads an app, with the names of its protocol, over IPC instead of gRPC.
// Third party: read in the worker's public source (3.x). No registry serves the worker itself.
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';

type HostMessage =
  | { workerInitRequest: { functionAppDirectory: string } }
  | {
      functionEnvironmentReloadRequest: {
        functionAppDirectory: string;
        environmentVariables: Record<string, string>;
      };
    }
  | { functionsMetadataRequest: object };

const functions: { name: string }[] = [];
/** Set by the first registered function; without one, the host looks for the files of an older model. */
let isUsingWorkerIndexing = false;
let blockingAppStartError: Error | undefined;

const coreApi = {
  version: '3.14.1',
  hostVersion: '4.1052.200',
  Disposable: class {
    dispose(): void {}
  },
  setProgrammingModel(): void {},
  getProgrammingModel(): void {},
  log(): void {},
  registerHook: () => new coreApi.Disposable(),
  registerFunction(metadata: { name: string }) {
    isUsingWorkerIndexing = true;
    functions.push(metadata);
    return new coreApi.Disposable();
  },
};

const prototype = Module.prototype as unknown as { require(this: unknown, id: string): unknown };
const requireOfNode = prototype.require;
prototype.require = function (id) {
  return id === '@azure/functions-core' ? coreApi : requireOfNode.call(this, id);
};

/** A failure is kept for the next question: the worker itself is well. */
function startApp(folder: string): void {
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main: string };
  try {
    createRequire(import.meta.url)(join(folder, main));
  } catch (failure) {
    blockingAppStartError = failure as Error;
    blockingAppStartError.message = `Worker was unable to load entry point "${main}": ${blockingAppStartError.message}`;
  }
}

function answer(message: HostMessage): object {
  const result = { status: 'Success' };
  if ('workerInitRequest' in message) {
    startApp(message.workerInitRequest.functionAppDirectory);
    return { workerInitResponse: { result } };
  }
  if ('functionEnvironmentReloadRequest' in message) {
    const { environmentVariables, functionAppDirectory } = message.functionEnvironmentReloadRequest;
    process.env = { ...environmentVariables };
    startApp(functionAppDirectory);
    return { functionEnvironmentReloadResponse: { result } };
  }
  if (isUsingWorkerIndexing && blockingAppStartError) {
    const exception = { message: blockingAppStartError.message };
    return { functionMetadataResponse: { result: { status: 'Failure', exception } } };
  }
  return {
    functionMetadataResponse: {
      result,
      useDefaultMetadataIndexing: !isUsingWorkerIndexing,
      functionMetadataResults: functions.map(({ name }) => name),
    },
  };
}

process.on('message', (message: HostMessage) => process.send?.(answer(message)));
