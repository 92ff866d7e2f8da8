import { beforeEach, describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { createIntroduceCustomer } from '../../../../shared/workflows/checks/introduceCustomer.ts';
import { readReadiness } from '../../../../shared/workflows/checks/readReadiness.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const stranger = '5f3b1c2d-0000-4000-8000-000000000001';
const idOf = (number: number) => `5f3b1c2d-0000-4000-9000-${String(number).padStart(12, '0')}`;
let world: World;
let asked: string[];

beforeEach(() => {
  world = createWorld();
  asked = [];
  const { customer } = world.partnerCenter;
  world.partnerCenter.customer = async (id) => {
    asked.push(id);
    return customer(id);
  };
  world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
});

const known = () =>
  world.listed.push({
    ...{ customerTenantId: stranger, companyName: 'Contoso', domain: 'contoso.example' },
    hasRelationship: true,
  });

describe('a customer that this service has not heard of', () => {
  it('gets a record with what Microsoft says, when Partner Center knows it', async () => {
    known();
    const introduce = createIntroduceCustomer(world);
    expect(await introduce(stranger)).toBe(true);
    const question = { customerTenantId: stranger, sight: { resellerTenantId: null }, maxAgeMs: null };
    expect((await readReadiness(world, question)).record).toMatchObject({
      ...{ status: 'accepted', companyName: 'Contoso' },
    });
    expect(await introduce(stranger)).toBe(true);
    expect(asked).toEqual([stranger]);
  });

  it('is asked about once, however many wait, and again only minutes after Partner Center did not know it', async () => {
    const introduce = createIntroduceCustomer(world);
    expect(await Promise.all(Array.from({ length: 9 }, () => introduce(stranger)))).not.toContain(true);
    expect(await introduce(stranger)).toBe(false);
    expect(asked).toHaveLength(1);
    known();
    world.pass(5 * 60_000);
    expect(await introduce(stranger)).toBe(true);
  });

  it('is not asked about when many unknown ids were in the same minute', async () => {
    const introduce = createIntroduceCustomer(world);
    for (let number = 0; number < 20; number += 1) expect(await introduce(idOf(number))).toBe(false);
    await expect(introduce(idOf(99))).rejects.toMatchObject({ code: 'PARTNER_CENTER_THROTTLED' });
    expect(asked).toHaveLength(20);
    world.pass(60_000);
    expect(await introduce(idOf(99))).toBe(false);
  });

  it('is not said to be missing while Partner Center does not answer', async () => {
    world.partnerCenter.customer = async () => {
      throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Not now.');
    };
    const introduce = createIntroduceCustomer(world);
    await expect(introduce(stranger)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    await expect(introduce(stranger)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
  });

  it('costs nothing for a customer with a record, nor for an indirect reseller, who may not ask', async () => {
    expect(await createIntroduceCustomer(world)(tenant)).toBe(true);
    const policy = { ...world.policy, partnerType: 'indirectReseller' as const };
    expect(await createIntroduceCustomer({ ...world, policy })(stranger)).toBe(false);
    expect(asked).toEqual([]);
  });
});
