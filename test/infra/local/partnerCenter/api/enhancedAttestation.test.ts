import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dig, startWorld, tailspinToys, templateId, userId, type World } from '../startWorld.ts';

const order = {
  country: 'FR',
  language: 'fr-FR',
  companyName: 'Tailspin <Toys>',
  signatoryFirstName: 'Tania',
  signatoryLastName: 'Carr',
  signatoryEmail: 'tania@tailspintoys.example',
};
const confirmation = {
  primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example' },
  templateId,
  dateAgreed: '2026-07-01T10:00:00.000Z',
  type: 'MicrosoftCustomerAgreement',
};
const path = `/v1/customers/${tailspinToys}/agreements`;

describe('enhanced attestation', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  afterEach(() => world.send('/_control', { method: 'DELETE' }));

  const start = async (more = {}) => {
    const answer = await world.asApp('/v1/attestations/enhanced', { body: { ...order, ...more } });
    expect(answer).toMatchObject({ status: 201, body: { status: 'Pending' } });
    return dig(answer.body, 'attestationId');
  };
  const status = async (id: string) =>
    dig((await world.asApp(`/v1/attestations/enhanced/${id}`)).body, 'status');
  const page = (id: string) => `/mca/?attestationid=${id}`;
  const finalise = (attestationId: string, changes = {}) =>
    world.asApp(path, { body: { ...confirmation, attestationId, ...changes } });

  it('shows the signatory the page without sign-in, and accepts on the form only', async () => {
    const id = await start();
    for (const method of ['GET', 'HEAD', 'GET']) await world.send(page(id), { method });
    expect(await status(id)).toBe('Pending');
    const { text } = await world.send(page(id));
    for (const shown of ['Tania Carr', 'Tailspin &lt;Toys&gt;', 'FR', 'fr-FR', 'This is a simulator']) {
      expect(text).toContain(shown);
    }
    const posted = await world.form(page(id), {});
    expect([posted.status, posted.headers.get('location')]).toEqual([303, page(id)]);
    expect(await status(id)).toBe('Accepted');
    expect((await world.send(page(id))).text).not.toContain('<form');
  });

  it('expires when its time is over, and is not accepted after that', async () => {
    const id = await start({ expirationTime: 5 });
    world.pass(5 * 60_000);
    expect(await status(id)).toBe('Expired');
    const shown = await world.send(page(id));
    expect(shown.status).toBe(410);
    expect(shown.text).not.toContain('<form');
    await world.form(page(id), {});
    expect(await status(id)).toBe('Expired');
  });

  it('lives as long as the setting says where the caller says nothing', async () => {
    await world.set({ attestationLifetimeMinutes: 10 });
    const id = await start();
    world.pass(10 * 60_000 - 1);
    expect(await status(id)).toBe('Pending');
    world.pass(1);
    expect(await status(id)).toBe('Expired');
  });

  it('makes an agreement from an accepted attestation, once', async () => {
    const id = await start();
    await world.send(`/_control/attestations/${id}/accept`, { method: 'POST' });
    const made = await finalise(id);
    expect(made).toMatchObject({ status: 201, body: { type: 'MicrosoftCustomerAgreement' } });
    expect(made.text).not.toContain(userId);
    const list = await world.asUser(`${path}?agreementType=MicrosoftCustomerAgreement`);
    expect(list.body).toMatchObject({ totalCount: 1 });
    expect(await finalise(id)).toMatchObject({ status: 400, body: { code: 600061 } });
  });

  it('makes none from a pending, expired, unknown or foreign attestation', async () => {
    const id = await start();
    expect((await finalise(id)).status).toBe(400);
    expect((await finalise(tailspinToys)).status).toBe(404);
    const expired = await start();
    await world.send(`/_control/attestations/${expired}/expire`, { method: 'POST' });
    expect((await finalise(expired)).status).toBe(400);
    await world.form(page(id), {});
    const contact = { primaryContact: { ...confirmation.primaryContact, lastName: 'Else' } };
    expect((await finalise(id, contact)).status).toBe(400);
    expect((await finalise(id)).status).toBe(201);
    const made = await world.send('/_control/customers', { body: { count: 1 } });
    const other = `/v1/customers/${dig(made.body, 'ids', 0)}/agreements`;
    expect((await world.asApp(other, { body: { ...confirmation, attestationId: id } })).status).toBe(400);
  });

  it('is finalised with the tokens that are set', async () => {
    const id = await start();
    await world.form(page(id), {});
    await world.set({ finalisingTokens: 'user' });
    expect(await finalise(id)).toMatchObject({ status: 403, body: { code: 900329 } });
    const made = await world.asUser(path, { body: { ...confirmation, attestationId: id } });
    expect(made).toMatchObject({ status: 201, body: { userId } });
  });

  it.each([
    'country',
    'language',
    'companyName',
    'signatoryFirstName',
    'signatoryLastName',
    'signatoryEmail',
  ])('is not started without %s', async (name) => {
    const answer = await world.asApp('/v1/attestations/enhanced', { body: { ...order, [name]: '' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 2000 } });
  });

  it('answers 404 to ids nobody was given', async () => {
    expect((await world.asApp(`/v1/attestations/enhanced/${tailspinToys}`)).status).toBe(404);
    expect((await world.send(page(tailspinToys))).status).toBe(404);
    expect((await world.form('/mca/', {})).status).toBe(404);
  });
});
