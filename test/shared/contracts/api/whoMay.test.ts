import type { HttpResponseInit } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../../shared/contracts/operation.ts';
import { operations } from '../../../../shared/contracts/api/operations.ts';
import { roles, type Role } from '../../../../shared/domain/caller.ts';
import {
  partnerTypes,
  requireAttester,
  type PartnerType,
} from '../../../../shared/domain/partnerCenter/partnerType.ts';
import { createHttpOperation } from '../../../../shared/edge/httpOperation.ts';
import {
  findAgreementTemplate,
  readAgreementTemplate,
} from '../../../../shared/workflows/attestations/findAgreementTemplate.ts';
import { context, httpRequest } from '../../../fakes/azure.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { createImport } from '../../../../shared/workflows/imports/createImport.ts';
import { createCustomer } from '../../../../shared/workflows/newCustomers/createCustomer.ts';
import {
  isDomainFree,
  readAddressRules,
} from '../../../../shared/workflows/newCustomers/readAddressRules.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

type Name = keyof typeof operations;
type Row = readonly [who: string, partners: 'all' | 'attesters'];

/**
 * Who may make which call: A admin agent, S sales agent, V viewer, R reseller (own customers only),
 * `anybody` without a token; and whether an indirect reseller's installation can make it at all. Written
 * down here once more on purpose: a new route, or a change of who may use one, is decided in this table.
 */
const table: Record<Name, Row> = {
  getSession: ['ASVR', 'all'],
  listSettings: ['ASV', 'all'],
  listActivity: ['ASVR', 'all'],
  exportCustomers: ['ASVR', 'all'],
  getTrends: ['ASVR', 'all'],
  getAgeing: ['ASVR', 'all'],
  listResellers: ['ASV', 'all'],
  listPeople: ['ASVR', 'all'],
  forgetPerson: ['A', 'all'],
  listViews: ['ASVR', 'all'],
  createView: ['ASV', 'all'],
  deleteView: ['ASV', 'all'],
  getInvitationContent: ['AS', 'all'],
  getAttestationContent: ['AS', 'all'],
  getProspectContent: ['AS', 'all'],
  listCustomers: ['ASVR', 'all'],
  getCustomer: ['ASVR', 'all'],
  getReadiness: ['ASVR', 'all'],
  findReadiness: ['ASVR', 'all'],
  getConfirmation: ['ASVR', 'all'],
  listEvents: ['ASVR', 'all'],
  getEvidence: ['ASVR', 'all'],
  getAgreementMetadata: ['ASV', 'attesters'],
  getAgreementTemplate: ['ASV', 'attesters'],
  attestCustomer: ['AS', 'attesters'],
  getAttestation: ['ASVR', 'all'],
  resendAttestation: ['AS', 'all'],
  cancelAttestation: ['AS', 'all'],
  getCustomerContact: ['AS', 'all'],
  noteLinkCopied: ['AS', 'all'],
  noteDirectRefusal: ['AS', 'all'],
  noteOrderRefusal: ['ASV', 'all'],
  createCustomer: ['AS', 'attesters'],
  listCustomerOrders: ['AS', 'all'],
  cancelCustomerOrder: ['AS', 'all'],
  getAddressRules: ['AS', 'attesters'],
  getDomainAvailability: ['AS', 'attesters'],
  inviteProspect: ['AS', 'all'],
  listProspects: ['ASVR', 'all'],
  getProspect: ['ASVR', 'all'],
  linkProspect: ['AS', 'all'],
  inviteCustomer: ['AS', 'all'],
  resendInvitation: ['AS', 'all'],
  cancelInvitation: ['AS', 'all'],
  createImport: ['AS', 'attesters'],
  getImport: ['ASV', 'all'],
  listImports: ['ASV', 'all'],
  cancelImport: ['AS', 'all'],
  requestCheck: ['AS', 'all'],
  getMailBrand: ['ASV', 'all'],
  listMailBrandVersions: ['ASV', 'all'],
  saveMailBrand: ['A', 'all'],
  listMailTexts: ['ASV', 'all'],
  previewInvitation: ['AS', 'all'],
  getConnection: ['ASV', 'all'],
  listQueues: ['ASV', 'all'],
  listPoisonMessages: ['ASV', 'all'],
  replayPoisonMessage: ['AS', 'all'],
  replayPoisonMessages: ['AS', 'all'],
  startDiscovery: ['AS', 'all'],
  startReconciliation: ['AS', 'all'],
  listWebhookEndpoints: ['AS', 'all'],
  createWebhookEndpoint: ['A', 'all'],
  getWebhookEndpoint: ['AS', 'all'],
  changeWebhookEndpoint: ['A', 'all'],
  deleteWebhookEndpoint: ['A', 'all'],
  testWebhookEndpoint: ['A', 'all'],
  verifyWebhookEndpoint: ['A', 'all'],
  rotateWebhookSecret: ['A', 'all'],
  listWebhookDeliveries: ['AS', 'all'],
  findWebhookDeliveries: ['ASR', 'all'],
  redeliverWebhook: ['A', 'all'],
  redeliverWebhooks: ['A', 'all'],
  getSummary: ['ASV', 'all'],
  resumeMail: ['AS', 'all'],
  getOpenApi: ['anybody', 'all'],
  checkLiveness: ['anybody', 'all'],
  checkReadiness: ['ASV', 'all'],
};

const letters: Record<Role, string> = { AdminAgent: 'A', SalesAgent: 'S', Viewer: 'V', Reseller: 'R' };
const all: Readonly<Record<Name, Operation>> = operations;
const rows = Object.entries(table).map(([name, [who, partners]]) => ({
  name,
  who,
  partners,
  operation: all[name as Name],
}));

/** Sends a request of one role, or without any, and says how it was received. */
async function receive(
  operation: Operation,
  held: readonly Role[],
): Promise<{ status: number; code: unknown }> {
  const endpoint = createHttpOperation(async () => ({
    ...{ id: 'oid', key: 'key', name: null, clientId: 'app', roles: held },
    resellerTenantId: held.includes('Reseller') ? '484e548c-f5f3-4528-93a9-c16c6373cb59' : null,
  }));
  const { handler } = endpoint(operation, async () => ({ body: {} }));
  const request = httpRequest({ method: operation.method, headers: { authorization: 'Bearer x' } });
  const { status = 0, body } = (await handler(request, context([]))) as HttpResponseInit & { status: number };
  const answer = JSON.parse(String(body)) as { code?: unknown };
  return { status, code: answer.code };
}

describe('who may', () => {
  it.each(rows)('call $name: $who', async ({ operation, who }) => {
    const admitted: string[] = [];
    for (const role of roles) {
      const { status, code } = await receive(operation, [role]);
      if (code === 'ROLE_NOT_ALLOWED' || code === 'RESELLER_CANNOT_ATTEST') expect(status).toBe(403);
      else admitted.push(letters[role]);
    }
    expect(admitted.join('')).toBe(who === 'anybody' ? 'ASVR' : who);
    expect((await receive(operation, [])).code === 'ROLE_NOT_ALLOWED').toBe(who !== 'anybody');
    expect(operation.access === 'anonymous').toBe(who === 'anybody');
  });

  it.each(rows)('call $name, by the partner’s type: $partners', ({ operation, partners }) => {
    expect(operation.problems.includes('RESELLER_CANNOT_ATTEST')).toBe(partners === 'attesters');
  });
});

/** What the calls for attesters do; a row of the table without an entry here fails below. */
const guarded: Partial<Record<Name, (world: World) => Promise<unknown>>> = {
  getAgreementMetadata: readAgreementTemplate,
  attestCustomer: (world) => {
    const signatory = { firstName: 'T', lastName: 'C', email: 'tania@tailspintoys.example', phone: null };
    const absent = { acceptedAt: null, companyName: null, country: null, language: null };
    const request = { signatory, ...absent, delivery: 'link' } as const;
    return attestCustomer(world, { customerTenantId: tenant, request, by: { kind: 'agent', id: 'oid' } });
  },
  createCustomer: (world) => {
    const contact = { firstName: 'T', lastName: 'C', email: 'tania@tailspintoys.example', phone: null };
    const place = { addressLine1: '1 Main Street', addressLine2: null, city: 'Redmond' };
    const request = { kind: 'newCustomer', delivery: 'link', recipient: contact } as const;
    return createCustomer(world, {
      customer: {
        ...{ companyName: 'Fourth Coffee', domain: 'fourthcoffee.onmicrosoft.com', contact },
        address: { ...place, state: 'WA', postalCode: '98052', country: 'US' },
        ...{ culture: null, registrationNumber: null, resellerTenantId: null },
      },
      acceptance: { path: 'invite', request: { ...request, language: null, note: null } },
      by: { kind: 'agent', id: 'oid' },
      callerKey: 'caller',
    });
  },
  getAddressRules: (world) => readAddressRules(world, 'US'),
  getDomainAvailability: (world) => isDomainFree(world, 'fourthcoffee.onmicrosoft.com'),
  createImport: (world) =>
    createImport(world, { action: 'attest', rows: [], refused: [] }, { by: { kind: 'agent', id: 'oid' } }),
  getAgreementTemplate: (world) => findAgreementTemplate(world, { country: 'US', language: null }),
};

describe('an indirect reseller', () => {
  const worldOf = (partnerType: PartnerType): World => {
    const world = createWorld();
    return { ...world, policy: { ...world.policy, partnerType } };
  };

  it.each(rows.filter(({ partners }) => partners === 'attesters'))(
    'is refused $name, and nobody else is',
    async ({ name }) => {
      const call = guarded[name as Name] ?? expect.fail(`say in "guarded" what ${name} does`);
      for (const type of partnerTypes) {
        const outcome = await call(worldOf(type)).then(
          () => 'done',
          (failure: unknown) => (failure as { code?: unknown }).code,
        );
        expect([type, outcome]).toEqual([
          type,
          type === 'indirectReseller' ? 'RESELLER_CANNOT_ATTEST' : 'done',
        ]);
      }
    },
  );

  it('with a role of ours below a provider is sent to that provider', async () => {
    const { code } = await receive(operations.attestCustomer, ['Reseller']);
    expect(code).toBe('RESELLER_CANNOT_ATTEST');
  });

  it('is told whom to ask', () => {
    expect(() => {
      requireAttester('indirectReseller');
    }).toThrow(/indirect provider/);
  });
});
