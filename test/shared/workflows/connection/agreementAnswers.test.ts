import { expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import type { ConnectionNeeds } from '../../../../shared/workflows/ports/connectionPorts.ts';
import { agreementAnswers } from '../../../../shared/workflows/connection/probes/work.ts';
import type { CustomerFilter } from '../../../../shared/workflows/ports/recordPorts.ts';
import { createWorld, tenant } from '../../../fakes/world.ts';

/** Looks at a list with or without a customer whose agreements cannot be read. */
async function look(isAny: boolean) {
  const world = createWorld();
  const stored = await world.agreements.find(tenant);
  if (!stored) throw new AgreementError('INTERNAL_ERROR', 'The world has a customer.');
  const asked: CustomerFilter[] = [];
  const page = async (filter: CustomerFilter) => {
    asked.push(filter);
    return { stored: isAny ? [stored] : [], position: null };
  };
  const needs = { ...world, customerIndex: { ...world.customerIndex, page } };
  const { condition } = await agreementAnswers.look(needs as unknown as ConnectionNeeds);
  return { condition, asked };
}

it('warns when the answer on some customer’s agreements has a form that cannot be read', async () => {
  expect(await look(true)).toEqual({
    condition: 'answersUnreadable',
    asked: [{ status: 'unknown', reason: 'unreadable' }],
  });
  expect((await look(false)).condition).toBe('answersReadable');
});
