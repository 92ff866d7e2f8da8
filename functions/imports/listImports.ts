import { app } from '@azure/functions';
import { presentImport } from '../../shared/contracts/imports/presentImport.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { importEnds } from '../../shared/workflows/imports/importEnds.ts';

/** Lists imports, newest first. */
app.http(
  'listImports',
  httpOperation(operations.listImports, async ({ query: { pageSize, continuationToken: token } }) => {
    const services = await getServices();
    const scope = 'imports';
    const position = token ? services.pageTokens.open(scope, token) : null;
    const page = await services.imports.list(pageSize, position);
    const endOf = await importEnds(services);
    const continuationToken = page.position && services.pageTokens.seal(scope, page.position);
    return { body: { items: page.files.map((file) => presentImport(file, endOf)), continuationToken } };
  }),
);
