import { createTables, type Tables } from '../../shared/adapters/storage/connection.ts';
import type { Write } from './plannedWrites.ts';
import { timedPool, type Round } from './pool.ts';
import { serve } from './worker.ts';

/** The writes of many accepts: those of one in their order, so many accepts at a time. */
export type RawRound = {
  readonly connectionString: string;
  readonly accepts: readonly (readonly Write[])[];
  readonly atOnce: number;
};

let tables: Tables | undefined;

/** The yardstick of an accept: its rows sent straight to storage by the SDK, with nothing around them. */
serve<RawRound, Round>(({ connectionString, accepts, atOnce }) => {
  const clients = (tables ??= createTables(connectionString));
  return timedPool(accepts, atOnce, async (writes) => {
    for (const write of writes) {
      const client = clients[write.table];
      if (write.kind === 'create') await client.createEntity(write.entity);
      else await client.submitTransaction(write.actions);
    }
  });
});
