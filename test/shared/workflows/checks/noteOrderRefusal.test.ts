import { expect, it } from 'vitest';
import { readiness } from '../../../../shared/domain/customers/readiness.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { noteOrderRefusal } from '../../../../shared/workflows/checks/noteOrderRefusal.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'shop' } as const;
const code = (world: World) => readiness(world.record()).code;

async function refusedWorld(): Promise<World> {
  const world = createWorld();
  world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
  await checkAgreement(world, tenant);
  expect(code(world)).toBe('READY');
  await noteOrderRefusal(world, { customerTenantId: tenant, code: '13605', by });
  return world;
}

it('is not ready after a refused order, nor after a check that tells the same, until an hour has passed', async () => {
  const world = await refusedWorld();
  expect(code(world)).toBe('ORDER_REFUSED');
  const questions = world.questions.length;
  await checkAgreement(world, tenant);
  expect(world.questions.length).toBeGreaterThan(questions);
  expect(code(world)).toBe('ORDER_REFUSED');
  world.pass(60 * 60_000);
  await reconcileAgreements(world, { nextRunAt: null, report: () => undefined });
  expect(code(world)).toBe('READY');
});

it('shows what Microsoft says when that is no acceptance', async () => {
  const world = await refusedWorld();
  world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: [] });
  await checkAgreement(world, tenant);
  expect(code(world)).toBe('ACCEPTANCE_REQUIRED');
});

it('is ready at once after another acceptance', async () => {
  const world = await refusedWorld();
  const acceptedAt = new Date('2026-01-01T00:00:00Z');
  const confirmed = [{ path: 'partnerAttestation' as const, acceptedAt, signatory: null }];
  world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed });
  await requestCheck(world, { customerTenantId: tenant, by });
  await checkAgreement(world, tenant);
  expect(code(world)).toBe('READY');
});

it('is one refusal in the history when a shop tries the order again at once', async () => {
  const world = await refusedWorld();
  const { version } = world.record();
  await noteOrderRefusal(world, { customerTenantId: tenant, code: '13605', by });
  expect(world.record().version).toBe(version);
  world.pass(60_000);
  await noteOrderRefusal(world, { customerTenantId: tenant, code: '13605', by });
  expect(world.record().version).toBeGreaterThan(version);
});
