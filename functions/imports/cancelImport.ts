import { app } from '@azure/functions';
import { presentImport, readImportId } from '../../shared/contracts/imports/presentImport.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { cancelImport } from '../../shared/workflows/imports/cancelImport.ts';
import { importEnds } from '../../shared/workflows/imports/importEnds.ts';

/** Stops an import. Said twice it is said once, so it needs no Idempotency-Key. */
app.http(
  'cancelImport',
  httpOperation(operations.cancelImport, async ({ params }) => {
    const services = await getServices();
    const file = await cancelImport(services, readImportId(params.importId));
    return { body: presentImport(file, await importEnds(services)) };
  }),
);
