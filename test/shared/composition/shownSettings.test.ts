import { expect, it } from 'vitest';
import { hiddenSettings, shownSettings } from '../../../shared/composition/shownSettings.ts';
import type { Config } from '../../../shared/config.ts';

/** Whatever is called like a secret, or names where secrets are, is not shown. */
const secretLike = /SECRET|TOKEN(?!_REFRESH_SCHEDULE)|KEY|CONNECTION|DataStorage/;

it('shows no secret, and says of each setting where it comes from and what it counts', () => {
  const canary = 'canary-4711';
  const hidden = Object.fromEntries(hiddenSettings.map((name) => [name, canary]));
  const config = {
    ...hidden,
    PARTNER_NAME: 'Fabrikam Cloud',
    REMINDER_FIRST_DAYS: 3,
    CHECK_AFTER_OPENING_MINUTES: [5, 15],
    REACCEPTANCE_CUTOFF: new Date('2023-01-01T00:00:00Z'),
    CONFIRM_TO_CUSTOMER: true,
    NOTICE_EMAIL: undefined,
    RECONCILE_SCHEDULE: '0 */2 * * * *',
  } as unknown as Config;
  const shown = shownSettings(config, { PARTNER_NAME: 'Fabrikam Cloud', REMINDER_FIRST_DAYS: ' ' });
  expect(JSON.stringify(shown)).not.toContain(canary);
  expect(shown).toEqual([
    { name: 'CHECK_AFTER_OPENING_MINUTES', value: '5,15', unit: 'minutes', source: 'default' },
    { name: 'CONFIRM_TO_CUSTOMER', value: true, unit: null, source: 'default' },
    { name: 'NOTICE_EMAIL', value: null, unit: null, source: 'default' },
    { name: 'PARTNER_NAME', value: 'Fabrikam Cloud', unit: null, source: 'given' },
    { name: 'REACCEPTANCE_CUTOFF', value: '2023-01-01T00:00:00.000Z', unit: null, source: 'default' },
    { name: 'RECONCILE_SCHEDULE', value: '0 */2 * * * *', unit: 'ncrontab', source: 'default' },
    { name: 'REMINDER_FIRST_DAYS', value: 3, unit: 'days', source: 'default' },
  ]);
});

it.each([
  ...['SIGNING_KEY', 'PARTNER_CENTER_CLIENT_SECRET', 'PARTNER_CENTER_REFRESH_TOKEN'],
  ...['MAIL_CONNECTION_STRING', 'DataStorage', 'KEY_VAULT_URL'],
])('hides %s', (name) => {
  expect(secretLike.test(name)).toBe(true);
  expect(shownSettings({ [name]: 'x' } as unknown as Config, { [name]: 'x' })).toEqual([]);
});
