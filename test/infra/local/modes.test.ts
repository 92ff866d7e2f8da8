import { describe, expect, it } from 'vitest';
import { modeNotes, readMode } from '../../../infra/local/modes.ts';

describe('the modes of npm start', () => {
  it('has a direct-bill partner with half a year behind it unless told otherwise', () => {
    expect(readMode({}, {})).toEqual({
      ...{ seeded: true, hasHistory: true },
      settings: { PARTNER_TYPE: 'directBill' },
      simulated: { partnerType: 'directBill', classicAttestation: false, startCustomers: 24 },
    });
  });

  it.each([
    [{ as: 'indirectProvider' }, { hasHistory: true, type: 'indirectProvider', customers: 24 }],
    [{ as: 'indirectReseller' }, { hasHistory: false, type: 'indirectReseller', customers: 24 }],
    [{ customers: '5000' }, { hasHistory: false, type: 'directBill', customers: 5000 }],
    [{ empty: true }, { hasHistory: false, type: 'directBill', customers: 0 }],
  ])('takes %j', (wishes, { hasHistory, type, customers }) => {
    const mode = readMode(wishes, {});
    expect(mode.hasHistory).toBe(hasHistory);
    expect(mode.settings['PARTNER_TYPE']).toBe(type);
    expect(mode.simulated).toMatchObject({ partnerType: type, startCustomers: customers });
  });

  it('attests in the classic way at both ends', () => {
    const { settings, simulated } = readMode({ classic: true }, {});
    expect(settings['ATTESTATION_MODE']).toBe('classic');
    expect(simulated.classicAttestation).toBe(true);
  });

  it('takes settings of the app from the environment, and tells which', () => {
    const mode = readMode(
      {},
      { PARTNER_NAME: 'Woodgrove Cloud', HOME: '/home/me', PARTNER_TYPE: 'indirectProvider' },
    );
    expect(mode.settings).toEqual({ PARTNER_NAME: 'Woodgrove Cloud', PARTNER_TYPE: 'indirectProvider' });
    expect(modeNotes(mode)).toEqual(['Settings that differ: PARTNER_NAME']);
  });

  it('says what is left for an indirect reseller', () => {
    expect(modeNotes(readMode({ as: 'indirectReseller' }, {})).join(' ')).toContain('refuses every call');
  });

  it.each([
    [{ as: 'distributor' }, {}, '--as has to be one of directBill, indirectProvider, indirectReseller'],
    [{}, { PARTNER_TYPE: 'distributor' }, 'PARTNER_TYPE has to be one of'],
    [{ customers: '-1' }, {}, '--customers has to be a whole number'],
    [{ customers: '5', empty: true }, {}, '--empty and --customers exclude each other'],
    // A storage account or a tenant of the real world.
    [{}, { DataStorage: 'x' }, 'sets DataStorage itself'],
    [
      {},
      { PARTNER_CENTER_URL: 'https://x', ENTRA_URL: 'https://x' },
      'sets ENTRA_URL, PARTNER_CENTER_URL itself',
    ],
  ])('refuses %j with %j by name', (wishes, env, text) => {
    expect(() => readMode(wishes, env)).toThrow(text);
  });
});
