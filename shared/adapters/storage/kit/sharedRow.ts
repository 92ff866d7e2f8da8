import type { TableClient } from '@azure/data-tables';
import { fromJson } from './json.ts';
import type { StorageTimes } from './storageClock.ts';
import { isConflict, undefinedIfMissing } from './storageFailure.ts';

export type SharedRow<State> = {
  read(this: void): Promise<State>;
  /** Stores what is decided on the newest state, and passes the answer on. It may decide more than once. */
  change<T>(this: void, decide: (state: State) => { state: State; answer: T }): Promise<T>;
};

export type SharedRowOptions<State> = {
  readonly table: TableClient;
  readonly keys: { readonly partitionKey: string; readonly rowKey: string };
  sleep(this: void, ms: number): Promise<unknown>;
  /** What holds, given what is stored and, where the storage said so, since when; undefined when nothing is. */
  begin(this: void, known: State | undefined, times: StorageTimes | undefined): State;
};

type Kept<State> = { readonly state: State; readonly etag?: string };

const attempts = 30;

/** One small state that all instances change together, in one row under its etag. */
export function createSharedRow<State>(options: SharedRowOptions<State>): SharedRow<State> {
  const { table, keys, sleep, begin } = options;
  let kept: Kept<State> | undefined;

  return {
    read: async () => {
      const { state } = (kept = await load());
      return state;
    },
    /** Starts from the state last seen; only a change by another instance costs another read. */
    async change(decide) {
      for (let attempt = 1; ; attempt += 1) {
        const current = kept ?? (await load());
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

  async function load(): Promise<Kept<State>> {
    const { partitionKey, rowKey } = keys;
    const answered: { at?: string | undefined } = {};
    const read = table.getEntity<{ json: string }>(partitionKey, rowKey, {
      onResponse: ({ headers }) => void (answered.at = headers.get('date')),
    });
    const row = await undefinedIfMissing(read);
    if (!row) return { state: begin(undefined, undefined) };
    const [writtenAt, answeredAt] = [row.timestamp, answered.at].map((at) => at && new Date(at));
    const times = writtenAt && answeredAt ? { writtenAt, answeredAt } : undefined;
    const state = begin(fromJson(row.json) as State, times);
    return { state, etag: row.etag };
  }
}
