import type { CustomerImport } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { ImportPage } from '../ports/importPorts.ts';
import type { Needs } from '../ports/ports.ts';

/**
 * An import with a page of its rows. The rows are read last, so where the import is done none of them waits; they
 * may be newer than the counts by a step.
 * @throws {AgreementError} `IMPORT_NOT_FOUND`
 */
export async function readImportRows(
  { imports }: Pick<Needs, 'imports'>,
  id: string,
  { size, position }: { readonly size: number; readonly position: string | null },
): Promise<{ readonly file: CustomerImport; readonly page: ImportPage }> {
  const stored = await imports.find(id);
  if (!stored) throw new AgreementError('IMPORT_NOT_FOUND', 'There is no import with this id.');
  return { file: stored.file, page: await imports.page(id, size, position) };
}
