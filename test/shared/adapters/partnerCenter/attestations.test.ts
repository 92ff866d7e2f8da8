import type { AttestationId } from '../../../../shared/domain/customers/attestationId.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { order, requestsTo, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const signatory = {
  firstName: 'Tania',
  lastName: 'Carr',
  email: 'tania@tailspintoys.example',
  phone: '1234567890',
};
const asked = { country: 'US', language: 'en-US', companyName: 'Tailspin Toys', signatory };
const requestId = (last: number) => `94e4e214-6b06-4fb7-96d1-94d559f9b4${String(last).padStart(2, '0')}`;
const templateId = '117a77b0-9360-443b-8795-c6dedc750cf9';
const agreedAt = new Date('2026-02-27T00:00:00Z');

let world: PartnerCenterWorld;
beforeAll(async () => {
  world = await startPartnerCenterWorld();
});
afterEach(() => order(world.service, 'DELETE', ''));
afterAll(() => world.stop());

async function created(id = requestId(1)): Promise<AttestationId> {
  const outcome = await world.connect().createAttestation(asked, id);
  if (outcome.kind === 'refused') throw new Error(outcome.code);
  expect(outcome.value.expiresAt).toBeInstanceOf(Date);
  return outcome.value.attestationId;
}

const confirm = (attestationId: AttestationId | null, id: string, changes = {}) =>
  world
    .connect()
    .confirmAgreement({ customerTenantId, signatory, templateId, agreedAt, attestationId, ...changes }, id);

describe('attestations at Partner Center', () => {
  it('are created once for one id, read, and finalised once', async () => {
    const attestationId = await created();
    expect(await created()).toBe(attestationId);
    const partnerCenter = world.connect();
    expect(await partnerCenter.readAttestation(attestationId, 'person')).toMatchObject({
      news: { progress: 'pending' },
    });
    await order(world.service, 'POST', `/attestations/${attestationId}/accept`);
    const { news } = await partnerCenter.readAttestation(attestationId, 'person');
    expect(news).toMatchObject({ progress: 'accepted', acceptedAt: expect.any(Date) as Date });
    expect(await confirm(attestationId, requestId(2))).toMatchObject({ kind: 'done' });
    expect(await confirm(attestationId, requestId(2))).toMatchObject({ kind: 'done' });
    expect(await confirm(attestationId, requestId(3))).toMatchObject({
      ...{ kind: 'refused', reason: 'signatoryOnRecord', code: '600061' },
    });
  });

  it('are finalised with the other token where the first is turned away', async () => {
    await order(world.service, 'PUT', '/settings', { finalisingTokens: 'user' });
    const attestationId = await created();
    await order(world.service, 'POST', `/attestations/${attestationId}/accept`);
    expect(await confirm(attestationId, requestId(4))).toMatchObject({ kind: 'done' });
  });

  it('say expired and unknown for what they are', async () => {
    const attestationId = await created();
    await order(world.service, 'POST', `/attestations/${attestationId}/expire`);
    const { readAttestation } = world.connect();
    expect(await readAttestation(attestationId, 'person')).toMatchObject({ news: { progress: 'expired' } });
    expect(await readAttestation(customerTenantId as AttestationId, 'person')).toMatchObject({
      news: { progress: 'missing' },
    });
  });

  it('are not named in failures by their id, which is a credential and would stand in logs', async () => {
    const attestationId = await created();
    const match = { path: `/v1/attestations/enhanced/${attestationId}` };
    const faults = [
      { match, times: 9, then: { status: 400, body: { code: 2000, description: attestationId } } },
    ];
    await order(world.service, 'POST', '/faults', faults);
    const failure = await world
      .connect()
      .readAttestation(attestationId, 'person')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'PARTNER_CENTER_REFUSED' });
    expect((failure as Error).message).not.toContain(attestationId);
  });

  it('in the classic form name template, type and UTC date, and no phone where there is none', async () => {
    await order(world.service, 'PUT', '/settings', { classicAttestation: true });
    const outcome = await confirm(null, requestId(5), { signatory: { ...signatory, phone: null } });
    expect(outcome).toMatchObject({ kind: 'done' });
    const { phone: _phone, ...primaryContact } = signatory;
    const sent = (await requestsTo(world.service)).find(({ method }) => method === 'POST');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      ...{ primaryContact, templateId, dateAgreed: '2026-02-27T00:00:00.000Z' },
      type: 'MicrosoftCustomerAgreement',
    });
    expect(sent?.headers['ms-requestid']).toBe(requestId(5));
  });

  it('that Partner Center refuses are answers with its code and correlation id', async () => {
    expect(await confirm(null, requestId(6))).toMatchObject({
      ...{ kind: 'refused', reason: 'attestationRefused', code: '2000' },
      microsoft: { requestId: requestId(6), correlationId: expect.any(String) as string },
    });
  });
});
