import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operationsOf } from '../../../../shared/contracts/api/operationsOf.ts';
import { presentSession } from '../../../../shared/contracts/session/presentSession.ts';
import { sessionView } from '../../../../shared/contracts/session/session.ts';
import type { Caller } from '../../../../shared/domain/caller.ts';
import { version } from '../../../../shared/version.ts';
import { createWorld } from '../../../fakes/world.ts';

const caller: Caller = {
  ...{ id: 'oid', name: 'Mara Lindqvist', key: 'key', clientId: 'app' },
  ...{ roles: ['Viewer'], resellerTenantId: null },
};

describe('the session', () => {
  it('tells the caller and the installation, in the shape that is promised', () => {
    const { policy } = createWorld();
    const view = presentSession(caller, {
      ...{ partnerTenantId: 't', partnerName: 'P', version, policy },
      operationNames: operationsOf(['Viewer'], 'directBill'),
    });
    expect(sessionView.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      person: { id: 'oid', name: 'Mara Lindqvist' },
      partner: { tenantId: 't', name: 'P', type: 'directBill' },
      limits: { pageSize: 1000, importRows: 5000, noteLength: 500, resendWindowMinutes: 5 },
    });
  });

  it('names the operations of the caller’s roles, and no others', () => {
    expect(operationsOf(['Viewer'], 'directBill')).toContain('listCustomers');
    expect(operationsOf(['Viewer'], 'directBill')).not.toContain('inviteCustomer');
    expect(operationsOf(['AdminAgent'], 'directBill')).toEqual(expect.arrayContaining(['saveMailBrand']));
    expect(operationsOf([], 'directBill')).toEqual(['getOpenApi', 'checkLiveness']);
  });

  it('leaves out what an indirect reseller’s installation cannot do', () => {
    const ofReseller = operationsOf(['AdminAgent'], 'indirectReseller');
    expect(ofReseller).toContain('inviteCustomer');
    expect(ofReseller).not.toContain('attestCustomer');
    expect(ofReseller).not.toContain('createCustomer');
  });

  it('tells the version of the package', () => {
    expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
  });
});
