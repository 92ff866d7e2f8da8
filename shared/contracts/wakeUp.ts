import * as z from 'zod';
import { tenantId } from './fields.ts';
import { parseInput } from './invalidInput.ts';

const wakeUp = z.object({ tenantId });

/**
 * A queue message: whom to look at, nothing else. Unknown members are let through, so that messages of a
 * newer version survive a roll-back.
 * @throws {AgreementError} `INVALID_INPUT`
 */
export function parseWakeUp(message: unknown): { customerTenantId: string } {
  return { customerTenantId: parseInput(wakeUp, message, 'queue message').tenantId };
}
