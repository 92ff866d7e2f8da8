import * as z from 'zod';
import { languages } from './domain/record.ts';

const dayMs = 24 * 60 * 60 * 1000;
const url = z.url().transform((text) => text.replace(/\/+$/, ''));
const guid = z.guid().transform((text) => text.toLowerCase());
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** National clouds have other hosts, and none of them offers the agreement calls (documented). */
const publicCloud = url.refine(
  (text) => !/\.(us|cn)$/.test(new URL(text).hostname),
  'CLOUD_NOT_SUPPORTED: the agreement calls exist in the public cloud only',
);

/** A token goes with every call, so only a program on this computer may be called without TLS. */
const vault = publicCloud.refine(
  (text) =>
    text.startsWith('https://') || ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(text).hostname),
  'is not an https address',
);

/** Every setting this app reads, with its unit in the name. Nothing else touches `process.env`. */
export const settings = z.object({
  /** Where customers reach this app; links in mails begin with it. */
  PUBLIC_URL: url,
  PARTNER_TENANT_ID: guid,
  PARTNER_TYPE: z.enum(['directBill', 'indirectProvider', 'indirectReseller']),
  PARTNER_NAME: z.string().trim().min(1).max(100),
  PARTNER_SUPPORT_EMAIL: z.email().optional(),
  DEFAULT_LANGUAGE: z.enum(languages).default('en'),

  ENTRA_URL: publicCloud.default('https://login.microsoftonline.com'),
  API_AUDIENCE: z.string().min(1),
  /** Client ids that may call the API, separated by commas. */
  API_ALLOWED_CLIENTS: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim().toLowerCase()))
    .pipe(z.array(z.guid()).min(1)),

  PARTNER_CENTER_URL: publicCloud.default('https://api.partnercenter.microsoft.com'),
  PARTNER_CENTER_RESOURCE: z.url().default('https://api.partnercenter.microsoft.com'),
  PARTNER_CENTER_CLIENT_ID: guid,
  /** The managed identity proves the app to Entra, so that it has no client secret. */
  PARTNER_CENTER_FEDERATED: yesOrNo.default(false),
  /** Where the next two are kept in Azure; without a vault they are settings. */
  KEY_VAULT_URL: vault.optional(),
  PARTNER_CENTER_CLIENT_SECRET: z.string().min(1).optional(),
  PARTNER_CENTER_REFRESH_TOKEN: z.string().min(1).optional(),
  PARTNER_CENTER_TIMEOUT_MS: whole(100, 120_000).default(15_000),
  /** Where learning the limit begins; 500 is the documented one of the customer resource. */
  PARTNER_CENTER_CALLS_PER_MINUTE: whole(5, 100_000).default(500),
  ADMIN_CENTER_URL: publicCloud.default('https://admin.microsoft.com'),

  /** A connection string, or the next three for a managed identity. */
  DataStorage: z.string().min(1).optional(),
  DataStorage__tableServiceUri: z.url().optional(),
  DataStorage__queueServiceUri: z.url().optional(),
  DataStorage__clientId: z.guid().optional(),

  /** A connection string, or the endpoint for a managed identity. */
  MAIL_CONNECTION_STRING: z.string().min(1).optional(),
  MAIL_ENDPOINT: z.url().optional(),
  MAIL_SENDER: z.email(),
  MAIL_REPLY_TO: z.email().optional(),

  /** Signs links and page tokens: base64 of at least 32 random bytes. */
  SIGNING_KEY: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length >= 32, 'has fewer than 32 bytes'),

  /** Acceptances before this day have to be renewed. */
  REACCEPTANCE_CUTOFF: z.iso
    .date()
    .default('2023-04-01')
    .transform((day) => new Date(`${day}T00:00:00Z`)),
  INVITATION_LIFETIME_DAYS: whole(1, 365).default(30),
  RESEND_LIMIT: whole(1, 10).default(2),
  RESEND_WINDOW_MINUTES: whole(1, 1440).default(5),
  WAKE_UP_GRACE_SECONDS: whole(0, 3600).default(30),
  /** NCRONTAB, UTC; the host reads these. */
  RECONCILE_SCHEDULE: z.string().min(1),
  DISCOVER_SCHEDULE: z.string().min(1),
  TOKEN_REFRESH_SCHEDULE: z.string().min(1),
  MEASURE_SCHEDULE: z.string().min(1),
});

type Given = Readonly<Partial<Record<keyof typeof settings.shape, string>>>;

const usesIdentity = (s: Given): boolean =>
  !s.DataStorage || !!s.MAIL_ENDPOINT || !!s.KEY_VAULT_URL || s.PARTNER_CENTER_FEDERATED === 'true';

/** What several settings have to be together: where it does not hold, the message is told for the setting. */
const rules: readonly { setting: keyof Given; holds(this: void, given: Given): boolean; message: string }[] =
  [
    {
      setting: 'DataStorage',
      holds: (s) => !!s.DataStorage || (!!s.DataStorage__tableServiceUri && !!s.DataStorage__queueServiceUri),
      message: 'give a connection string, or DataStorage__tableServiceUri and DataStorage__queueServiceUri',
    },
    {
      setting: 'DataStorage__clientId',
      holds: (s) => !!s.DataStorage__clientId || !usesIdentity(s),
      message:
        'is missing: storage, mail, KEY_VAULT_URL and PARTNER_CENTER_FEDERATED use the managed identity it names',
    },
    {
      setting: 'MAIL_CONNECTION_STRING',
      holds: (s) => !s.MAIL_CONNECTION_STRING !== !s.MAIL_ENDPOINT,
      message: 'give either this or MAIL_ENDPOINT',
    },
    {
      setting: 'PARTNER_CENTER_REFRESH_TOKEN',
      holds: (s) => !s.PARTNER_CENTER_REFRESH_TOKEN !== !s.KEY_VAULT_URL,
      message: 'give either this or KEY_VAULT_URL, whose secret partner-center-refresh-token then holds it',
    },
    {
      setting: 'PARTNER_CENTER_CLIENT_SECRET',
      holds: (s) =>
        !!s.PARTNER_CENTER_CLIENT_SECRET || s.PARTNER_CENTER_FEDERATED === 'true' || !!s.KEY_VAULT_URL,
      message:
        'is missing: give this, or PARTNER_CENTER_FEDERATED=true, or KEY_VAULT_URL with the secret partner-center-client-secret',
    },
    {
      setting: 'PARTNER_CENTER_CLIENT_SECRET',
      holds: (s) =>
        !s.PARTNER_CENTER_CLIENT_SECRET || (s.PARTNER_CENTER_FEDERATED !== 'true' && !s.KEY_VAULT_URL),
      message: 'remove this: with PARTNER_CENTER_FEDERATED=true or KEY_VAULT_URL it is not read',
    },
  ];

export type Config = Readonly<z.infer<typeof settings>> & { readonly invitationLifetimeMs: number };

/** @throws {Error} naming every missing or malformed setting, never its value, so one failed start shows them all. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  // An empty app setting is a setting that was not given.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  const broken = rules.filter(({ holds }) => !holds(given));
  if (result.success && broken.length === 0) {
    return { ...result.data, invitationLifetimeMs: result.data.INVITATION_LIFETIME_DAYS * dayMs };
  }
  const lines = [
    ...(result.error?.issues ?? []).map(({ path, message, input }) => {
      const absent = input === undefined && path.length > 0 && given[String(path[0])] === undefined;
      return `  ${path.join('.')}: ${absent ? 'is missing' : message}`;
    }),
    ...broken.map(({ setting, message }) => `  ${setting}: ${message}`),
  ];
  throw new Error(`These settings are wrong:\n${lines.join('\n')}`);
}
