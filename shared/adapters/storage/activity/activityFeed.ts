import { odata } from '@azure/data-tables';
import type { ActivityFeed } from '../../../workflows/ports/activityPorts.ts';
import { firstRows } from '../kit/firstRows.ts';
import type { Tables } from '../kit/storageClients.ts';
import { storageCall } from '../kit/storageFailure.ts';
import { behindMonths, entryOf, instantKey, monthPartition, type ActivityRow } from './activityRows.ts';

/** Behind all rows of that instant. */
const afterInstant = '~';

/** Steps of all customers in table `Activity`. */
export function createActivityFeed({ activity }: Pick<Tables, 'activity'>): ActivityFeed {
  return {
    page: ({ since, until }, { size, position }) =>
      storageCall(async () => {
        const [month = 'm|', key = ''] = (position ?? startOf(until)).split(' ');
        const last = since ? `${monthPartition(since)}~` : behindMonths;
        const inMonth = await firstRows<ActivityRow>(
          activity,
          odata`PartitionKey eq ${month} and RowKey gt ${key}`,
          size,
        );
        const left = size - inMonth.rows.length;
        const later =
          inMonth.isEnd && left > 0
            ? await firstRows<ActivityRow>(
                activity,
                odata`PartitionKey gt ${month} and PartitionKey lt ${last}`,
                left,
              )
            : { rows: [], isEnd: inMonth.isEnd };
        const entries = [...inMonth.rows, ...later.rows].map(entryOf);
        const within = entries.filter(({ at }) => since === null || at >= since);
        return { entries: within, isEnd: within.length < entries.length || (inMonth.isEnd && later.isEnd) };
      }),
  };
}

function startOf(until: Date | null): string {
  // Steps at `until` itself are not before it.
  return until ? `${monthPartition(until)} ${instantKey(until)}|${afterInstant}` : 'm| ';
}
