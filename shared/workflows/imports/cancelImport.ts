import { isOver, stopImport, type CustomerImport } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';
import { importNotFound } from './readImportRows.ts';

const attempts = 5;

/**
 * Stops an import: rows that are under way are finished, and no other begins. Asked twice, it is stopped once.
 * @throws {AgreementError} `IMPORT_NOT_FOUND` · `IMPORT_CLOSED` · `RECORD_BUSY`
 */
export async function cancelImport(
  { imports, importWakeUps, clock }: Pick<Needs, 'imports' | 'importWakeUps' | 'clock'>,
  id: string,
): Promise<CustomerImport> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await imports.find(id);
    if (!before) throw importNotFound();
    if (before.file.state === 'cancelled') return before.file;
    if (isOver(before.file)) {
      throw new AgreementError('IMPORT_CLOSED', 'This import is done. There is nothing left to stop.');
    }
    const isStopped = before.file.state === 'cancelling';
    const after = isStopped ? before.file : stopImport(before.file, clock.now());
    if (isStopped || (await imports.settle(before, after, []))) {
      await importWakeUps.send(id);
      return after;
    }
  }
  throw new AgreementError('RECORD_BUSY', 'This import is moving fast. Try again.', { retryAfterMs: 1000 });
}
