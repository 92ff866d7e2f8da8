import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dig, startWorld, tailspinToys, type World } from '../startWorld.ts';

const home = '/AdminPortal/Home?ref=/BillingAccounts/agreement';
const askPartner = 'Please reach out to your Partner to confirm your acceptance';
const admin = { tenant: tailspinToys, role: 'globalAdministrator' };
const company = {
  companyName: 'Wingtip Toys',
  domain: 'wingtiptoys.onmicrosoft.com',
  country: 'CH',
  email: 'admin@wingtiptoys.example',
};

describe('the admin center pages', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ partnerType: 'indirectProvider' });
  });
  afterAll(() => world.stop());
  afterEach(() => world.send('/_control', { method: 'DELETE' }));

  const isSigned = async (id = tailspinToys) =>
    dig(
      (await world.asUser(`/v1/customers/${id}/directSignedMicrosoftCustomerAgreementStatus`)).body,
      'isSigned',
    );
  const signedIn = (role: string, id = tailspinToys) => world.send(`${home}&tenant=${id}&role=${role}`);
  const change = (body: unknown) =>
    world.send(`/_control/customers/${tailspinToys}`, { method: 'PATCH', body });

  describe('accepting the agreement', () => {
    it('lets a person choose a company and a role', async () => {
      const { text } = await world.send(home);
      expect(text).toMatch(/<label for="tenant">/);
      expect(text).toContain(`value="${tailspinToys}"`);
      expect(text).toContain('name="role"');
      expect(text).toContain('<html lang="en"');
    });

    it('is done by a Global administrator who ticks the box, and by opening the page never', async () => {
      expect((await signedIn('globalAdministrator')).text).toContain('name="agree"');
      expect((await world.form('/AdminPortal/agreement', admin)).status).toBe(400);
      expect(await isSigned()).toBe('false');
      const posted = await world.form('/AdminPortal/agreement', { ...admin, agree: 'yes' });
      expect(posted.status).toBe(303);
      expect(await isSigned()).toBe('true');
      const after = await world.send(posted.headers.get('location') ?? '');
      expect(after.text).toContain('Accepted');
      expect(after.text).not.toContain('<form');
    });

    it('is not for people without that role', async () => {
      const { text } = await signedIn('user');
      expect(text).not.toContain('<form');
      const posted = await world.form('/AdminPortal/agreement', { ...admin, role: 'user', agree: 'yes' });
      expect(posted.status).toBe(403);
      expect(await isSigned()).toBe('false');
    });

    it('sends customers with an earlier purchase to their partner', async () => {
      await change({ cannotAcceptDirectly: true });
      const { text } = await signedIn('globalAdministrator');
      expect(text).toContain(askPartner);
      expect(text).not.toContain('<form');
      expect((await world.form('/AdminPortal/agreement', { ...admin, agree: 'yes' })).status).toBe(403);
      expect(
        (await world.send(`/_control/customers/${tailspinToys}/accept`, { method: 'POST' })).status,
      ).toBe(409);
      expect(await isSigned()).toBe('false');
    });

    it('finds a company among many', async () => {
      const made = await world.send('/_control/customers', { body: { count: 500 } });
      const last = dig(made.body, 'ids', 499);
      expect((await world.send(home)).text).not.toContain(last);
      expect((await world.send(`${home}&find=customer+000500`)).text).toContain(last);
    });

    it('can be done through the controls', async () => {
      await world.send(`/_control/customers/${tailspinToys}/accept`, { method: 'POST' });
      expect(await isSigned()).toBe('true');
    });
  });

  describe('accepting a partner', () => {
    const resellerId = 'b01b1487-b36e-4e6d-9b5e-0b58974c4b28';
    const invitation = async (query = '') => {
      const answer = await world.asUser(`/v1/customers/relationshiprequests${query}`);
      return new URL(dig(answer.body, 'url'));
    };
    const accept = async (link: URL, fields: Record<string, string>) =>
      world.form('/AdminPortal/invitation', {
        ...Object.fromEntries(link.searchParams),
        role: 'globalAdministrator',
        authorize: 'yes',
        agree: 'yes',
        ...fields,
      });
    const customers = async () => (await world.asApp('/v1/customers?size=0')).text;

    it('opens from the link Partner Center gives', async () => {
      const link = await invitation();
      expect(link.origin).toBe(world.url);
      const { status, text } = await world.send(link.href);
      expect(status).toBe(200);
      expect(text).toContain('Invitation from Woodgrove Cloud Partner');
      expect(text).toContain('value="new"');
    });

    it('adds a new company to the list, its agreement accepted', async () => {
      const posted = await accept(await invitation(), { tenant: 'new', ...company });
      expect(posted.status).toBe(303);
      const id = new URL(posted.headers.get('location') ?? '', world.url).searchParams.get('tenant') ?? '';
      expect(await customers()).toContain(id);
      expect(await isSigned(id)).toBe('true');
      expect(await world.asApp(`/v1/customers/${id}`)).toMatchObject({
        body: { billingProfile: { defaultAddress: { country: 'CH' }, language: 'de' } },
      });
      expect((await accept(await invitation(), { tenant: 'new', ...company })).status).toBe(400);
    });

    it('brings a lost customer back, below the reseller of the link', async () => {
      await change({ relationship: 'none' });
      const link = await invitation(`?indirectResellerId=${resellerId}`);
      expect(link.search).toBe(
        `?invType=IndirectResellerRelationship&partnerId=${resellerId}&msppId=4847433&DAP=false&indirectCSPId=3b33e682-00c3-41ee-9dd2-a548adf56438`,
      );
      expect((await accept(link, { tenant: tailspinToys })).status).toBe(303);
      expect(await isSigned()).toBe('true');
      const answer = await world.asUser(`/v1/customers/${tailspinToys}/relationships`);
      expect(answer.body).toMatchObject({ items: [{ id: resellerId }] });
    });

    it('wants both boxes ticked and a Global administrator', async () => {
      const link = await invitation();
      const before = await customers();
      expect((await accept(link, { tenant: 'new', ...company, agree: '' })).status).toBe(400);
      expect((await accept(link, { tenant: 'new', ...company, authorize: '' })).status).toBe(400);
      expect((await accept(link, { tenant: 'new', ...company, role: 'user' })).status).toBe(403);
      expect((await accept(link, { tenant: 'new', ...company, domain: 'wingtiptoys.example' })).status).toBe(
        400,
      );
      expect(await customers()).toBe(before);
    });

    it('leaves the agreement to the partner where the customer bought before', async () => {
      await change({ relationship: 'none', cannotAcceptDirectly: true });
      const link = await invitation();
      const query = `${link.search}&tenant=${tailspinToys}&role=globalAdministrator`;
      expect((await world.send(`/AdminPortal/Home${query}`)).text).toContain(askPartner);
      expect((await accept(link, { tenant: tailspinToys, agree: '' })).status).toBe(303);
      expect(await isSigned()).toBe('false');
    });

    it('does not know the links of other partners', async () => {
      const link = await invitation();
      link.searchParams.set('partnerId', tailspinToys);
      expect((await world.send(link.href)).status).toBe(404);
    });
  });
});
