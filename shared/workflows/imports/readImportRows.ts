import type { CustomerImport } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { ImportPage, RowResult } from '../ports/importPorts.ts';
import type { Needs } from '../ports/ports.ts';

type PageAsked = {
  readonly size: number;
  readonly position: string | null;
  readonly result?: RowResult | undefined;
};

export function importNotFound(): AgreementError {
  return new AgreementError('IMPORT_NOT_FOUND', 'There is no import with this id.');
}

/** An import takes a step of many rows at a time, so a second look nearly always finds it as it was. */
const attempts = 5;

/**
 * An import with a page of its rows, which tell one truth: where a step of the import came between the two reads,
 * both are read again.
 * @throws {AgreementError} `IMPORT_NOT_FOUND`
 */
export async function readImportRows(
  { imports }: Pick<Needs, 'imports'>,
  id: string,
  { size, position, result }: PageAsked,
): Promise<{ readonly file: CustomerImport; readonly page: ImportPage }> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await imports.find(id);
    if (!before) throw importNotFound();
    const page = await imports.page(id, size, position, result);
    const after = await imports.find(id);
    const isSame = JSON.stringify(after?.file) === JSON.stringify(before.file);
    if (isSame || attempt === attempts) return { file: before.file, page };
  }
}
