import { AgreementError } from '../domain/errors.ts';
import { readTenantId } from './tenantId.ts';

/**
 * A queue message `{ tenantId }`: whom to look at. Other members are let through, so that messages of a
 * newer version survive a roll-back.
 * @throws {AgreementError} `INVALID_INPUT`
 */
export function parseWakeUp(message: unknown): { customerTenantId: string } {
  const { tenantId } = (message ?? {}) as { readonly tenantId?: unknown };
  const customerTenantId = readTenantId(tenantId);
  if (customerTenantId) return { customerTenantId };
  throw new AgreementError('INVALID_INPUT', 'The queue message names no customer.');
}

/**
 * A queue message `{ reconciliationId }`: which reconciliation was asked for.
 * @throws {AgreementError} `INVALID_INPUT`
 */
export function parseRunWakeUp(message: unknown): { reconciliationId: string } {
  const { reconciliationId } = (message ?? {}) as { readonly reconciliationId?: unknown };
  if (typeof reconciliationId === 'string' && reconciliationId.length <= 100) return { reconciliationId };
  throw new AgreementError('INVALID_INPUT', 'The queue message names no reconciliation.');
}
