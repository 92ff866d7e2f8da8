import { beforeEach, describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { findCustomer } from '../../../../shared/workflows/checks/findCustomer.ts';
import { introduceCustomer } from '../../../../shared/workflows/checks/introduceCustomer.ts';
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
  const { customerWithDomain } = world.partnerCenter;
  world.partnerCenter.customerWithDomain = async (domain) => {
    asked.push(domain);
    return customerWithDomain(domain);
  };
  world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
});

const introduce = async (customerTenantId: string) =>
  (await introduceCustomer(world, { customerTenantId })) !== undefined;

const known = () =>
  world.listed.push({
    ...{ customerTenantId: stranger, companyName: 'Contoso', domain: 'contoso.example' },
    hasRelationship: true,
  });

describe('a customer that this service has not heard of', () => {
  it('gets a record with what Microsoft says, when Partner Center knows it', async () => {
    known();
    expect(await introduce(stranger)).toBe(true);
    const question = { customerTenantId: stranger, sight: { resellerTenantId: null }, maxAgeMs: null };
    expect((await readReadiness(world, question)).record).toMatchObject({
      ...{ status: 'accepted', companyName: 'Contoso' },
    });
    expect(await introduce(stranger)).toBe(true);
    expect(asked).toEqual([stranger]);
  });

  it('is asked about once, however many wait, and again only minutes after Partner Center did not know it', async () => {
    expect(await Promise.all(Array.from({ length: 9 }, () => introduce(stranger)))).not.toContain(true);
    expect(await introduce(stranger)).toBe(false);
    expect(asked).toHaveLength(1);
    known();
    world.pass(5 * 60_000);
    expect(await introduce(stranger)).toBe(true);
  });

  it('is not asked about when many unknown ids were in the same minute', async () => {
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
    await expect(introduce(stranger)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    await expect(introduce(stranger)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
  });

  it('costs nothing for a customer with a record, nor for an indirect reseller, who may not ask', async () => {
    expect(await introduce(tenant)).toBe(true);
    const policy = { ...world.policy, partnerType: 'indirectReseller' as const };
    expect(await introduceCustomer({ ...world, policy }, { customerTenantId: stranger })).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('a customer that is asked for by a domain unknown here', () => {
  const person = { sight: { resellerTenantId: null }, priority: 'person' } as const;
  const find = (domain: string) => findCustomer(world, domain, person);
  beforeEach(() => {
    const page = async () => ({ stored: [], position: null });
    world = { ...world, customerIndex: { ...world.customerIndex, page } };
  });

  it('gets a record with what Microsoft says, when Partner Center knows the domain', async () => {
    known();
    expect(await find('contoso.example')).toBe(stranger);
    expect(world.record(stranger)).toMatchObject({ status: 'accepted', domain: 'contoso.example' });
  });

  it('is found under its new domain, when the record still has the old one', async () => {
    world.listed.push({
      ...{ customerTenantId: tenant, companyName: 'Tailspin Toys', domain: 'moved.example' },
      hasRelationship: true,
    });
    expect(await find('moved.example')).toBe(tenant);
    expect(world.record().domain).toBe('moved.example');
  });

  it('is asked about once, and again only minutes after Partner Center did not know it', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => find('contoso.example')));
    expect(answers).toMatchObject(answers.map(() => ({ reason: { code: 'CUSTOMER_NOT_FOUND' } })));
    await expect(find('CONTOSO.example')).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
    expect(asked).toEqual(['contoso.example']);
    known();
    world.pass(5 * 60_000);
    expect(await find('contoso.example')).toBe(stranger);
  });

  it('counts with the questions by tenant id, of which there are twenty a minute', async () => {
    for (let number = 0; number < 20; number += 1) await introduce(idOf(number));
    await expect(find('contoso.example')).rejects.toMatchObject({ code: 'PARTNER_CENTER_THROTTLED' });
    expect(asked).toHaveLength(20);
  });
});
