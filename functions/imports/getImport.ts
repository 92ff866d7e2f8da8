import { app } from '@azure/functions';
import { presentImportPage, readImportId } from '../../shared/contracts/imports/presentImport.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readImportRows } from '../../shared/workflows/imports/readImportRows.ts';

/** Says how far an import is, and what became of its rows. */
app.http(
  'getImport',
  httpOperation(operations.getImport, async ({ params, query }) => {
    const services = await getServices();
    const { pageTokens } = services;
    const { continuationToken: token, pageSize: size } = query;
    const id = readImportId(params.importId);
    const scope = `import ${id}`;
    const position = token ? pageTokens.open(scope, token) : null;
    const { file, page } = await readImportRows(services, id, { size, position });
    const next = page.position === null ? null : pageTokens.seal(scope, page.position);
    return { body: presentImportPage(file, page.rows, next) };
  }),
);
