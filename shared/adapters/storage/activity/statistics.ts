import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import type { Census, Scope, Statistics, StatisticsState } from '../../../workflows/ports/activityPorts.ts';
import { everybody } from '../../../workflows/ports/activityPorts.ts';
import type { TrendCounts } from '../../../domain/activity/trend.ts';
import { fromJson } from '../kit/json.ts';
import type { Tables } from '../kit/storageClients.ts';
import { rowsBetween } from '../kit/rowsBetween.ts';
import { ignoreConflict, storageCall, undefinedIfMissing } from '../kit/storageFailure.ts';

type JsonRow = { readonly rowKey: string; readonly json: string };

const statePlace = { partitionKey: 'state', rowKey: 'statistics' };
const censusPartition = 'census';
const rowsPerTransaction = 100;

const daysPartition = (scope: Scope): string => `days|${scope}`;

/** What was counted of the customers, beside the steps in table `Activity`. */
export function createStatistics({ activity }: Pick<Tables, 'activity'>): Omit<Statistics, 'customers'> {
  const read = async (partitionKey: string, rowKey: string): Promise<unknown> => {
    const row = await undefinedIfMissing(activity.getEntity<JsonRow>(partitionKey, rowKey));
    return row && fromJson(row.json);
  };
  const save = (partitionKey: string, rowKey: string, value: unknown) =>
    activity.upsertEntity({ partitionKey, rowKey, json: JSON.stringify(value) }, 'Replace');
  return {
    state: () =>
      storageCall(
        async () => (await read(statePlace.partitionKey, statePlace.rowKey)) as StatisticsState | undefined,
      ),
    saveState: (state) =>
      storageCall(async () => void (await save(statePlace.partitionKey, statePlace.rowKey, state))),
    saveDay: (day, scope, counts) =>
      storageCall(async () => void (await save(daysPartition(scope), day, counts))),
    days: (scope, { from, to }) =>
      storageCall(async () => {
        const days = [];
        const all = { partitionKey: daysPartition(scope), from, below: `${to}~` };
        for await (const { rowKey, json } of rowsBetween<JsonRow>(activity, all)) {
          days.push({ day: rowKey, counts: fromJson(json) as TrendCounts });
        }
        return days;
      }),
    saveCensus: (census) => storageCall(() => replaceCensus(activity, census)),
    census: (scope) => storageCall(async () => (await read(censusPartition, scope)) as Census | undefined),
    censusOfResellers: () =>
      storageCall(async () => {
        const found = new Map<Scope, Census>();
        for await (const { rowKey, json } of censusRows(activity)) {
          if (rowKey !== everybody) found.set(rowKey, fromJson(json) as Census);
        }
        return found;
      }),
  };
}

function censusRows(activity: TableClient) {
  const filter = odata`PartitionKey eq ${censusPartition}`;
  return activity.listEntities<JsonRow>({ queryOptions: { filter } });
}

async function replaceCensus(activity: TableClient, census: ReadonlyMap<Scope, Census>): Promise<void> {
  const rows = [...census].map(([rowKey, one]): TransactionAction => {
    const row = { partitionKey: censusPartition, rowKey, json: JSON.stringify(one) };
    return ['upsert', row, 'Replace'];
  });
  for (let first = 0; first < rows.length; first += rowsPerTransaction) {
    await activity.submitTransaction(rows.slice(first, first + rowsPerTransaction));
  }
  for await (const { rowKey } of censusRows(activity)) {
    if (!census.has(rowKey)) await ignoreConflict(activity.deleteEntity(censusPartition, rowKey));
  }
}
