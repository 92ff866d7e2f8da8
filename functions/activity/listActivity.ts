import { app } from '@azure/functions';
import { presentHappened } from '../../shared/contracts/activity/presentActivity.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listActivity } from '../../shared/workflows/activity/listActivity.ts';

/** Lists what happened to all customers, newest first. */
app.http(
  'listActivity',
  httpOperation(operations.listActivity, async ({ query, caller: sight }) => {
    const services = await getServices();
    const { since = null, until = null, type: types = [], actor = null } = query;
    const { pageSize: size, continuationToken: token } = query;
    const filter = { since, until, types, actor };
    const scope = `activity ${JSON.stringify([filter, sight.resellerTenantId])}`;
    const position = token ? services.pageTokens.open(scope, token) : null;
    const page = await listActivity(services, filter, { sight, size, position });
    const continuationToken = page.position && services.pageTokens.seal(scope, page.position);
    return { body: { items: page.items.map(presentHappened), continuationToken } };
  }),
);
