import type { Role } from '../../domain/caller.ts';
import type { PartnerType } from '../../domain/partnerCenter/partnerType.ts';
import type { Operation } from '../operation.ts';
import { operations } from './operations.ts';

/** Names of the operations that one of the roles may use, and that this kind of partner has. */
export function operationsOf(roles: readonly Role[], partnerType: PartnerType): string[] {
  const mayUse = ({ access }: Operation): boolean =>
    access === 'anonymous' || roles.some((role) => access.includes(role));
  return Object.entries<Operation>(operations)
    .filter(([, operation]) => mayUse(operation))
    .filter(([, { partners }]) => partners === undefined || partnerType !== 'indirectReseller')
    .map(([name]) => name);
}
