import { app } from '@azure/functions';
import { presentImport, presentJudgement } from '../../shared/contracts/imports/presentImport.ts';
import { readImportList } from '../../shared/contracts/imports/readImportList.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { createImport, type ImportOnce } from '../../shared/workflows/imports/createImport.ts';
import { endOfJudged, importEnds } from '../../shared/workflows/imports/importEnds.ts';
import { judgeImport } from '../../shared/workflows/imports/judgeImport.ts';

/** Takes a file or a list of customers, to carry it out row by row; or only says what would become of each row. */
app.http(
  'createImport',
  httpOperation(operations.createImport, async ({ query: { action, dryRun }, body, caller, once }) => {
    const services = await getServices();
    const { readImport } = await import('../../shared/contracts/imports/readImport.ts');
    const isText = typeof body === 'string';
    const file = isText ? readImport(await services.readCsv(body), action) : readImportList(body, action);
    if (dryRun) {
      const rows = await judgeImport(services, file);
      return { status: 200, body: presentJudgement(file, rows, await endOfJudged(services, file, rows)) };
    }
    const by = { kind: 'agent' as const, id: caller.id };
    const endOf = await importEnds(services);
    return once(
      (key?: ImportOnce) => createImport(services, file, { by, once: key }),
      (kept) => ({ headers: { location: `/api/v1/imports/${kept.id}` }, body: presentImport(kept, endOf) }),
    );
  }),
);
