import type { TableClient } from '@azure/data-tables';
import { undefinedIfMissing, storageCall } from './kit/storageFailure.ts';

const keys = { partitionKey: '!', rowKey: 'changes' } as const;

/** Changes with everything that lists and the summary show, so that one read says whether they are as they were. */
export type ChangeMark = { current(): Promise<string> };

type Methods = Readonly<Record<string, unknown>>;

/**
 * The mark is one row beside the lists. `noting` gives a port whose named methods change the mark when they are through.
 * `unlessIdle`: not after an answer that says that nothing was changed.
 */
export function createChangeMark(sorted: TableClient, newId: () => string) {
  const note = async (): Promise<void> => {
    // What was done stands, whether or not it is noted; the client tries again by itself.
    await sorted.upsertEntity({ ...keys, mark: newId() }, 'Replace').catch(() => undefined);
  };
  return {
    current: () =>
      storageCall(async () => {
        const row = sorted.getEntity<{ mark: string }>(keys.partitionKey, keys.rowKey);
        return (await undefinedIfMissing(row))?.mark ?? '';
      }),
    unlessIdle<Args extends readonly unknown[], Result>(
      method: (...args: Args) => Promise<Result>,
      isIdle: (result: Result) => boolean,
    ): (...args: Args) => Promise<Result> {
      return async (...args) => {
        const result = await method(...args);
        if (!isIdle(result)) await note();
        return result;
      };
    },
    noting<Port extends object>(port: Port, ...names: readonly (keyof Port & string)[]): Port {
      const methods = port as Methods;
      const noted = names.map((name) => {
        const method = methods[name] as (...args: unknown[]) => Promise<unknown>;
        return [
          name,
          async (...args: unknown[]) => {
            try {
              return await method(...args);
            } finally {
              await note();
            }
          },
        ] as const;
      });
      return { ...port, ...Object.fromEntries(noted) };
    },
  };
}
