import type { ImportAction } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { ImportList } from './customerImport.ts';
import type { ReadImport } from './readImport.ts';

/** Takes customers by id, each as a row that names it alone. @throws {AgreementError} `INVALID_INPUT` */
export function readImportList({ customerTenantIds }: ImportList, action: ImportAction): ReadImport {
  if (action === 'attest') {
    const message = 'names no signatories: to attest, send a file';
    throw new AgreementError('INVALID_INPUT', 'The body breaks a rule.', {
      fields: [{ pointer: '/customerTenantIds', message }],
    });
  }
  const rows = customerTenantIds.map((customerTenantId, index) => {
    return { row: index + 1, customerTenantId, wish: { domain: null, acceptance: null } };
  });
  return { action, rows, refused: [], warnings: [] };
}
