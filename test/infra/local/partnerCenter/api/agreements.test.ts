import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dig, startWorld, tailspinToys, templateId, type World } from '../startWorld.ts';

const cloudTemplateId = '998b88de-aa99-4388-a42c-1b3517d49490';
const confirmation = {
  primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'someone@example.com', phoneNumber: '123' },
  templateId,
  dateAgreed: '2025-06-14T00:00:00.000Z',
  type: 'MicrosoftCustomerAgreement',
};
const path = `/v1/customers/${tailspinToys}/agreements`;

describe('agreements', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  afterEach(() => world.send('/_control', { method: 'DELETE' }));

  const types = async (query: string) =>
    z
      .object({ items: z.array(z.looseObject({ agreementType: z.string() })) })
      .parse((await world.asUser(`/v1/agreements${query}`)).body)
      .items.map(({ agreementType }) => agreementType);

  it('speaks of the Cloud Agreement unless told otherwise', async () => {
    expect(await types('')).toEqual(['MicrosoftCloudAgreement']);
    expect(await types('?agreementType=MicrosoftCustomerAgreement')).toEqual(['MicrosoftCustomerAgreement']);
    expect(await types('?agreementType=*')).toHaveLength(2);
  });

  it('hides a confirmation from those who do not name its type', async () => {
    await world.set({ classicAttestation: true, noAgreements: 'empty' });
    await world.asUser(path, { body: confirmation });
    expect((await world.asUser(path)).body).toEqual({ totalCount: 0, items: [] });
    expect((await world.asUser(`${path}?agreementType=*`)).body).toMatchObject({ totalCount: 1 });
  });

  it('answers nothing on record with 404/600009 or an empty list, as set', async () => {
    expect(await world.asUser(`${path}?agreementType=*`)).toMatchObject({
      status: 404,
      body: { code: 600009 },
    });
    await world.set({ noAgreements: 'empty' });
    expect(await world.asUser(`${path}?agreementType=*`)).toMatchObject({
      status: 200,
      body: { totalCount: 0 },
    });
  });

  it('refuses a confirmation without attestation unless the classic way is switched on', async () => {
    expect(await world.asUser(path, { body: confirmation })).toMatchObject({
      status: 400,
      body: { code: 2000 },
    });
    await world.set({ classicAttestation: true });
    expect((await world.asUser(path, { body: confirmation })).status).toBe(201);
  });

  it('takes a second confirmation only when one of the four contact fields differs', async () => {
    await world.set({ classicAttestation: true });
    await world.asUser(path, { body: confirmation });
    const { primaryContact } = confirmation;
    for (const changes of [
      { firstName: 'T.' },
      { lastName: 'C.' },
      { email: 'b@example.com' },
      { phoneNumber: '9' },
    ]) {
      const body = { ...confirmation, primaryContact: { ...primaryContact, ...changes } };
      expect((await world.asUser(path, { body })).status).toBe(201);
      expect(await world.asUser(path, { body })).toMatchObject({ status: 400, body: { code: 600061 } });
    }
  });

  it('lets the template decide which agreement is stored, not the type', async () => {
    await world.set({ classicAttestation: true });
    const mislabelled = { ...confirmation, type: 'MicrosoftCloudAgreement' };
    expect(await world.asUser(path, { body: mislabelled })).toMatchObject({
      body: { type: 'MicrosoftCustomerAgreement' },
    });
    const cloud = { ...confirmation, templateId: cloudTemplateId };
    const refused = await world.asUser(path, { body: cloud });
    expect(refused.status).toBe(400);
    expect(dig(refused.body, 'description')).toContain('is no longer supported');
    await world.set({ cloudAgreement: 'stored' });
    expect(await world.asUser(path, { body: cloud })).toMatchObject({
      body: { type: 'MicrosoftCloudAgreement' },
    });
  });

  it.each([
    ['no JSON', '{'],
    ['no contact', { ...confirmation, primaryContact: undefined }],
    [
      'an address that is none',
      { ...confirmation, primaryContact: { ...confirmation.primaryContact, email: 'x' } },
    ],
    ['a date that is none', { ...confirmation, dateAgreed: 'yesterday' }],
    ['an unknown template', { ...confirmation, templateId: tailspinToys }],
  ])('refuses a confirmation with %s', async (_, body) => {
    await world.set({ classicAttestation: true });
    expect(await world.asUser(path, { body })).toMatchObject({ status: 400, body: { code: 2000 } });
  });

  it('reads property names in any case', async () => {
    await world.set({ classicAttestation: true });
    const { firstName, lastName, email } = confirmation.primaryContact;
    const body = {
      PRIMARYCONTACT: { FirstName: firstName, LastName: lastName, Email: email },
      TemplateId: templateId,
      DateAgreed: '2025-06-14T00:00:00',
      Type: 'MicrosoftCustomerAgreement',
    };
    expect((await world.asUser(path, { body })).status).toBe(201);
    const { text } = await world.asUser(`${path}?agreementType=*`);
    expect(text).toContain('"dateAgreed":"2025-06-14T00:00:00"');
  });

  describe('template document', () => {
    const document = (query: string, id = templateId) =>
      world.asUser(`/v1/agreementtemplates/${id}/document${query}`);

    it('is American English unless told otherwise, and in the language where it is offered', async () => {
      expect((await document('')).body).toMatchObject({ country: 'US', language: 'en-US' });
      expect((await document('?country=FR&language=fr-FR')).body).toMatchObject({
        country: 'FR',
        language: 'fr-FR',
      });
      expect((await document('?country=DE&language=fr-FR')).body).toMatchObject({
        country: 'DE',
        language: 'en-US',
      });
    });

    it('wants the country in upper case, one with the agreement, and the right template', async () => {
      expect((await document('?country=us')).status).toBe(400);
      expect((await document('?country=CN')).status).toBe(400);
      expect((await document('', cloudTemplateId)).status).toBe(404);
    });

    it('gives links that open for five minutes, new ones each time', async () => {
      const { displayUri, downloadUri } = z
        .object({ displayUri: z.url(), downloadUri: z.url() })
        .parse((await document('?country=FR&language=fr-FR')).body);
      expect(dig((await document('')).body, 'displayUri')).not.toBe(displayUri);
      const page = await world.send(displayUri);
      expect(page.status).toBe(200);
      expect(page.text).toContain('for FR in fr-FR');
      const file = await world.send(downloadUri);
      expect(file.headers.get('content-type')).toContain('wordprocessingml');
      expect(file.text.slice(0, 4)).toBe('PK\u0003\u0004');
      world.pass(299_000);
      expect((await world.send(displayUri)).status).toBe(200);
      world.pass(1000);
      expect((await world.send(displayUri)).status).toBe(410);
      expect((await world.send(downloadUri)).status).toBe(410);
    });
  });
});
