import type { TableClient } from '@azure/data-tables';
import { fromJson } from './json.ts';
import { isConflict, orMissing } from './storageFailure.ts';

export type SharedRow<State> = {
  read(this: void): Promise<State>;
  /** Stores what is decided on the newest state, and passes the answer on. It may decide more than once. */
  change<T>(this: void, decide: (state: State) => { state: State; answer: T }): Promise<T>;
};

export type SharedRowOptions<State> = {
  readonly table: TableClient;
  readonly keys: { readonly partitionKey: string; readonly rowKey: string };
  sleep(this: void, ms: number): Promise<unknown>;
  /** What holds, given what is stored; undefined when nothing is. */
  begin(this: void, known: State | undefined): State;
};

const attempts = 30;

/** One small state that all instances change together, in one row under its etag. */
export function createSharedRow<State>(options: SharedRowOptions<State>): SharedRow<State> {
  const { table, keys, sleep, begin } = options;
  let kept: { readonly state: State; readonly etag: string } | undefined;

  return {
    read: async () => (await load()).state,
    /** What was last seen is tried first; only whoever shares the state with others has to read. */
    async change(decide) {
      for (let attempt = 1; ; attempt += 1) {
        const current: { state: State; etag?: string } = kept ?? (await load());
        kept = undefined;
        const { state, answer } = decide(current.state);
        const row = { ...keys, json: JSON.stringify(state) };
        try {
          const { etag } =
            current.etag === undefined
              ? await table.createEntity(row)
              : await table.updateEntity(row, 'Replace', { etag: current.etag });
          if (etag) kept = { state, etag };
          return answer;
        } catch (failure) {
          if (!isConflict(failure) || attempt === attempts) throw failure;
          await sleep(Math.random() * 10 * attempt);
        }
      }
    },
  };

  async function load(): Promise<{ state: State; etag?: string }> {
    const row = await orMissing(table.getEntity<{ json: string }>(keys.partitionKey, keys.rowKey));
    const state = begin(row && (fromJson(row.json) as State));
    return row ? { state, etag: row.etag } : { state };
  }
}
