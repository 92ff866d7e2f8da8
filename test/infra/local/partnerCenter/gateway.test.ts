import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dig, startWorld, tailspinToys, templateId, type World } from './startWorld.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const confirmation = {
  primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'someone@example.com' },
  templateId,
  dateAgreed: '2025-06-14T00:00:00.000Z',
  type: 'MicrosoftCustomerAgreement',
};

describe('the front of the Partner Center simulator', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  afterEach(() => world.send('/_control', { method: 'DELETE' }));

  const path = `/v1/customers/${tailspinToys}/agreements`;
  const onRecord = async () => {
    const answer = await world.asUser(`${path}?agreementType=MicrosoftCustomerAgreement`);
    return answer.status === 404 ? 0 : Number(dig(answer.body, 'totalCount'));
  };

  it('echoes the ids of the caller, also on a refusal', async () => {
    const headers = {
      'MS-RequestId': '94e4e214-6b06-4fb7-96d1-94d559f9b47f',
      'MS-CorrelationId': 'ab993325-1605-4cf4-bac4-fb584142a31b',
      'X-Locale': 'fr-FR',
    };
    for (const answer of [
      await world.asUser('/v1/agreements', { headers }),
      await world.send('/v1/nothing', { headers }),
    ]) {
      expect(answer.headers.get('ms-requestid')).toBe(headers['MS-RequestId']);
      expect(answer.headers.get('ms-correlationid')).toBe(headers['MS-CorrelationId']);
      expect(answer.headers.get('x-locale')).toBe('fr-FR');
      expect(answer.headers.get('ms-serverid')).toBeTruthy();
    }
  });

  it('makes ids where the caller sent none', async () => {
    const { headers } = await world.asUser('/v1/agreements');
    expect(headers.get('ms-requestid')).toMatch(guid);
    expect(headers.get('ms-correlationid')).toMatch(guid);
    expect(headers.get('ms-cv')).toMatch(/^[\w+/]{16}\.0$/);
    expect(headers.get('x-locale')).toBe('en-US');
  });

  it('answers a repeated request id of a POST as the first time, with one effect', async () => {
    await world.set({ classicAttestation: true });
    const call = { body: confirmation, headers: { 'MS-RequestId': '94e4e214-6b06-4fb7-96d1-94d559f9b47f' } };
    const [first, second] = await Promise.all([world.asUser(path, call), world.asUser(path, call)]);
    const third = await world.asUser(path, call);
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(third.text).toBe(first.text);
    expect(await onRecord()).toBe(1);
    const fresh = await world.asUser(path, { body: confirmation });
    expect(fresh).toMatchObject({ status: 400, body: { code: 600061 } });
  });

  it('keeps the effect of a POST whose answer was lost, and answers the repeat', async () => {
    await world.set({ classicAttestation: true });
    const fault = { match: { method: 'POST', path: '*/agreements' }, then: 'resetAfterEffect' };
    await world.send('/_control/faults', { body: [fault] });
    const call = { body: confirmation, headers: { 'MS-RequestId': '0ffa1c5e-3b8e-4b5b-9f8f-0c1d2e3f4a5b' } };
    await expect(world.asUser(path, call)).rejects.toThrow();
    expect(await onRecord()).toBe(1);
    expect((await world.asUser(path, call)).status).toBe(201);
    expect(await onRecord()).toBe(1);
  });

  it('starts bodies with a byte order mark only if so set', async () => {
    expect((await world.asUser('/v1/agreements')).text[0]).toBe('{');
    await world.set({ bom: true });
    expect((await world.asUser('/v1/agreements')).text.slice(0, 2)).toBe('\u{feff}{');
    expect((await world.asUser('/v1/nothing')).text.slice(0, 2)).toBe('\u{feff}{');
  });

  it('counts refused calls, so that only waiting helps', async () => {
    await world.set({ limitPerMinute: 3 });
    const statuses = async (calls: number) => {
      const found: number[] = [];
      for (let call = 0; call < calls; call += 1) found.push((await world.asUser('/v1/agreements')).status);
      return found;
    };
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    world.pass(59_000);
    expect(await statuses(3)).toEqual([429, 429, 429]);
    // The first four calls are older than a minute now, but the three refused since then are not.
    world.pass(2000);
    expect(await statuses(1)).toEqual([429]);
    world.pass(60_000);
    expect(await statuses(3)).toEqual([200, 200, 200]);
  });

  it('lets a caller through that waited as long as it was told', async () => {
    await world.set({ limitPerMinute: 2 });
    await world.asUser('/v1/agreements');
    world.pass(10_000);
    await world.asUser('/v1/agreements');
    const refused = await world.asUser('/v1/agreements');
    expect(refused.status).toBe(429);
    world.pass(Number(refused.headers.get('retry-after')) * 1000);
    expect((await world.asUser('/v1/agreements')).status).toBe(200);
  });

  it('takes at least as long as the latency set', async () => {
    await world.set({ latencyMs: 80 });
    const start = performance.now();
    await world.asUser('/v1/agreements');
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });
});
