import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentSavedView } from '../../shared/contracts/savedViews/presentSavedView.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listViews } from '../../shared/workflows/savedViews/savedViews.ts';

/** Lists the views that the caller keeps, and the shared ones. */
app.http(
  'listViews',
  httpOperation(operations.listViews, async ({ caller }) => {
    const views = await listViews(await getServices(), caller);
    return { body: { items: views.map(presentSavedView) } };
  }),
);
