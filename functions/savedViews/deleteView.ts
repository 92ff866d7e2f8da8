import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { removeView } from '../../shared/workflows/savedViews/savedViews.ts';

/** Removes a view. */
app.http(
  'deleteView',
  httpOperation(operations.deleteView, async ({ params, caller }) => {
    await removeView(await getServices(), params.viewId, caller);
    return { body: null };
  }),
);
