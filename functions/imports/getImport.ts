import { app } from '@azure/functions';
import { mayHoldLinks } from '../../shared/contracts/customers/mayHoldLinks.ts';
import { presentImportPage, readImportId, urlsOf } from '../../shared/contracts/imports/presentImport.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findRowLinks } from '../../shared/workflows/imports/findRowLinks.ts';
import { importEnds } from '../../shared/workflows/imports/importEnds.ts';
import { readImportRows } from '../../shared/workflows/imports/readImportRows.ts';

/** Says how far an import is, and what became of its rows; links only to those who may hand them out. */
app.http(
  'getImport',
  httpOperation(operations.getImport, async ({ params, query, caller }) => {
    const services = await getServices();
    const { continuationToken: token, pageSize: size, result } = query;
    const id = readImportId(params.importId);
    const scope = `import ${id} ${result ?? ''}`;
    const position = token ? services.pageTokens.open(scope, token) : null;
    const { file, page } = await readImportRows(services, id, { size, position, result });
    const links = await findRowLinks(services, mayHoldLinks(caller) ? page.rows : []);
    const urlOf = urlsOf(links, services.links);
    const next = page.position === null ? null : services.pageTokens.seal(scope, page.position);
    const endOf = await importEnds(services);
    return { body: presentImportPage({ file, page, endOf, urlOf }, next) };
  }),
);
