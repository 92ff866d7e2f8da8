import { app } from '@azure/functions';
import { presentImport, presentJudgement } from '../../shared/contracts/imports/presentImport.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { createImport, type ImportOnce } from '../../shared/workflows/imports/createImport.ts';
import { judgeImport } from '../../shared/workflows/imports/judgeImport.ts';

/** Takes a file of invitations or attestations, to carry them out row by row; or only says what would become of them. */
app.http(
  'createImport',
  httpOperation(operations.createImport, async ({ query: { action, dryRun }, body, caller, once }) => {
    const services = await getServices();
    const { readImport } = await import('../../shared/contracts/imports/readImport.ts');
    const file = readImport(await services.readCsv(body), action);
    if (dryRun) {
      return { status: 200, body: presentJudgement(file, await judgeImport(services, file)) };
    }
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key?: ImportOnce) => createImport(services, file, { by, once: key }),
      (record) => ({ headers: { location: `/api/v1/imports/${record.id}` }, body: presentImport(record) }),
    );
  }),
);
