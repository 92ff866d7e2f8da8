import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentSavedView } from '../../shared/contracts/savedViews/presentSavedView.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { createView } from '../../shared/workflows/savedViews/savedViews.ts';
import type { SavedView } from '../../shared/workflows/ports/peoplePorts.ts';

/** Keeps filters and columns under a name. */
app.http(
  'createView',
  httpOperation(operations.createView, async ({ body, caller, once }) => {
    const services = await getServices();
    return once<SavedView>(
      (key) => createView(services, body, { ownerId: caller.id, once: key }),
      (view) => ({ body: presentSavedView(view) }),
    );
  }),
);
