import { settings as knownSettings } from '../../shared/config.ts';
import { partnerTypes } from '../../shared/domain/partnerCenter/partnerType.ts';
import type { EnvironmentOptions } from './surroundings.ts';

/** What a person asks `npm start` for, beside where and how it runs. */
export type Wishes = {
  readonly as?: string | undefined;
  readonly classic?: boolean | undefined;
  readonly customers?: string | undefined;
  readonly empty?: boolean | undefined;
};

type Mode = Required<Pick<EnvironmentOptions, 'seeded' | 'hasHistory' | 'settings' | 'simulated'>>;

const maxCustomers = 1_000_000;

/** The local environment sets these itself, so that nothing in it reaches beyond this computer. */
const own = [
  ...['PUBLIC_URL', 'PARTNER_TENANT_ID', 'ENTRA_URL', 'KEY_VAULT_URL', 'SECRETS_FILE', 'SIGNING_KEY'],
  ...['PARTNER_CENTER_URL', 'PARTNER_CENTER_CLIENT_ID', 'PARTNER_CENTER_CLIENT_SECRET'],
  ...['PARTNER_CENTER_REFRESH_TOKEN', 'PARTNER_CENTER_CERTIFICATE_HOSTS', 'PARTNER_CENTER_CERTIFICATE_ROOTS'],
  ...['ADMIN_CENTER_URL', 'ATTESTATION_PAGE_URL', 'MAIL_CONNECTION_STRING', 'MAIL_ENDPOINT'],
  ...['API_AUDIENCE', 'PORTAL_CLIENT_ID', 'BACKUP_CONTAINER_URL'],
];

/**
 * The environment that a person asks for. Settings of the app are taken from the process's environment.
 * @throws {Error} naming the option or the setting that does not fit
 */
export function readMode({ as, classic = false, customers, empty }: Wishes, env: NodeJS.ProcessEnv): Mode {
  const settings = settingsFrom(env);
  const wanted = as ?? settings['PARTNER_TYPE'] ?? 'directBill';
  const partnerType = partnerTypes.find((one) => one === wanted);
  const types = partnerTypes.join(', ');
  if (!partnerType) throw new Error(`${as ? '--as' : 'PARTNER_TYPE'} has to be one of ${types}.`);
  if (empty && customers !== undefined) throw new Error('--empty and --customers exclude each other.');
  const startCustomers = empty ? 0 : readCount(customers);
  // The sample world was attested for in today's way; and a past for each of many customers would take minutes.
  const hasHistory = startCustomers === undefined && partnerType !== 'indirectReseller' && !classic;
  return {
    ...{ seeded: hasHistory, hasHistory },
    settings: {
      ...settings,
      PARTNER_TYPE: partnerType,
      ...(classic ? { ATTESTATION_MODE: 'classic' } : {}),
    },
    simulated: { partnerType, classicAttestation: classic, startCustomers: startCustomers ?? 24 },
  };
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (count >= 1 && count <= maxCustomers) return count;
  throw new Error(`--customers has to be a whole number from 1 to ${String(maxCustomers)}.`);
}

/** The app's settings among the variables of a process. @throws {Error} naming those that cannot be changed here */
function settingsFrom(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.keys(knownSettings.shape).filter((name) => env[name] !== undefined);
  const refused = names.filter((name) => own.includes(name) || name.startsWith('DataStorage'));
  if (refused.length > 0) {
    throw new Error(
      `The local environment sets ${refused.join(', ')} itself. Take ${refused.length === 1 ? 'it' : 'them'} out of your environment.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, env[name] ?? '']));
}

/** What the mode is worth telling about; nothing for the usual one. */
export function modeNotes({ settings, simulated }: Pick<Mode, 'settings' | 'simulated'>): string[] {
  const taken = Object.keys(settings).filter((name) => name !== 'PARTNER_TYPE');
  return [
    ...(simulated.partnerType === 'indirectReseller'
      ? [
          'As an indirect reseller: Partner Center refuses every call of its API, so no customer is discovered,',
          'attested for or created. What is left: the mail brand, webhooks, and asking the indirect provider.',
        ]
      : []),
    ...(taken.length > 0 ? [`Settings that differ: ${taken.join(', ')}`] : []),
  ];
}
