import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Tells the names of agents, whose object ids are in histories. */
app.http(
  'listPeople',
  httpOperation(operations.listPeople, async ({ query }) => {
    const known = await (await getServices()).people.find(query.ids);
    const items = known.map((one) => ({ ...one, lastSeenAt: one.lastSeenAt.toISOString() }));
    return { body: { items } };
  }),
);
