import { app } from '@azure/functions';
import { parseImportWakeUp } from '../../shared/contracts/imports/presentImport.ts';
import { logInvocationFailure } from '../../shared/edge/job.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { runImport } from '../../shared/workflows/imports/runImport.ts';

/** A step is as long as that, well below the host's ten minutes; another message leads to the next. */
const runMs = 5 * 60_000;

/** Carries out the rows of a file. */
app.storageQueue('runImport', {
  connection: 'DataStorage',
  queueName: queues.imports,
  handler: handleMessage(parseImportWakeUp, async ({ importId }) =>
    runImport(await getServices(), importId, { runMs, report: logInvocationFailure }),
  ),
});
