import { X509Certificate } from 'node:crypto';
// The small build of zod: this is checked whenever a function starts, and the usual one takes three times as long.
import * as z from 'zod/mini';
import { guestKinds } from './domain/caller.ts';
import { partnerTypes } from './domain/partnerCenter/partnerType.ts';
import { attestationModes } from './domain/customers/attestation.ts';
import { readEmailAddress } from './domain/emailAddress.ts';
import { languages } from './domain/language.ts';

const dayMs = 24 * 60 * 60 * 1000;
const text = z.string().check(z.minLength(1, 'is empty'));
const email = z.pipe(
  z.string().check(z.refine((one) => 'address' in readEmailAddress(one), 'is not an e-mail address')),
  z.transform((one: string) => {
    const read = readEmailAddress(one);
    return 'address' in read ? read.address : one;
  }),
);
const onThisComputer = ['127.0.0.1', '[::1]', 'localhost'];
/** Tokens and people's data go there, so only a program on this computer may be called without TLS. */
const address = z
  .url('is not a URL')
  .check(
    z.refine(
      (one) => !URL.canParse(one) || /^https:/i.test(one) || onThisComputer.includes(new URL(one).hostname),
      'is not an https address',
    ),
  );
const url = z.pipe(
  address,
  z.transform((one: string) => one.replace(/\/+$/, '')),
);
const anyGuid = z.guid('is not a GUID');
const guid = z.pipe(
  anyGuid,
  z.transform((one: string) => one.toLowerCase()),
);
const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, `is not one of ${names.join(', ')}`);
const yesOrNo = z.pipe(
  oneOf(['true', 'false']),
  z.transform((one: 'true' | 'false') => one === 'true'),
);
const whole = (from: number, to: number) => {
  const rule = `is not a whole number from ${String(from)} to ${String(to)}`;
  return z.coerce.number(rule).check(z.multipleOf(1, rule), z.gte(from, rule), z.lte(to, rule));
};

const clients = z.pipe(
  z.pipe(
    z.string(),
    z.transform((list: string) => list.split(',').map((one) => one.trim().toLowerCase())),
  ),
  z.array(anyGuid).check(z.minLength(1)),
);

/** The host reads them, and a function whose schedule it can't read never runs. */
const ncrontab = z
  .string()
  .check(z.regex(/^[\d*,/-]+(\s+[\w*,/-]+){5}$/, 'is not six fields like 0 30 * * * *, seconds first'));

/** Rising whole numbers, separated by commas, at most 20 of them. */
const rungs = (greatest: number) => {
  const rule = `is not a list of rising whole numbers from 1 to ${String(greatest)}, like 1,6,24`;
  const isRung = (one: number, index: number, all: readonly number[]): boolean =>
    Number.isInteger(one) && one > (all[index - 1] ?? 0) && one <= greatest;
  return z.pipe(
    z.string().check(z.regex(/^\d+(\s*,\s*\d+){0,19}$/, rule)),
    z.pipe(
      z.transform((text: string) => text.split(',').map(Number)),
      z.array(z.number()).check(z.refine((all) => all.every(isRung), rule)),
    ),
  );
};

/** National clouds have other hosts, and none of them offers the agreement calls (documented). */
const publicCloud = z.pipe(
  address.check(
    z.refine(
      (one) => !URL.canParse(one) || !/\.(us|cn)$/.test(new URL(one).hostname),
      'CLOUD_NOT_SUPPORTED: the agreement calls exist in the public cloud only',
    ),
  ),
  z.transform((one: string) => one.replace(/\/+$/, '')),
);

const list = z.pipe(
  z.string(),
  z.transform((text: string) => text.split(',').map((one) => one.trim())),
);
/** A name stands for https there; only a simulator on this computer may be named with all its address. */
const certificateHosts = z.pipe(
  list,
  z
    .array(
      z
        .string()
        .check(
          z.regex(
            /^(([a-z0-9-]+\.)+[a-z][a-z0-9-]*|http:\/\/127\.0\.0\.1:\d+)$/,
            'is neither a host name in small letters nor the address of a simulator',
          ),
        ),
    )
    .check(z.minLength(1)),
);
const certificates = z.pipe(
  list,
  z.array(
    z.pipe(
      z.string().check(z.refine((one) => isCertificate(one), 'is not the base64 of a certificate in DER')),
      z.transform((one: string) => Buffer.from(one, 'base64')),
    ),
  ),
);

function isCertificate(base64: string): boolean {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).ca;
  } catch {
    return false;
  }
}

/** The current key and, after a comma each, earlier ones with the day on which they retire: `<base64>@2027-03-01`. */
const signingKeys = z.pipe(
  list,
  z
    .array(
      z.pipe(
        z.string().check(
          z.refine(
            (one) => /^[A-Za-z0-9+/]+={0,2}(@\d{4}-\d{2}-\d{2})?$/.test(one),
            'is not base64, or not <base64>@<day>',
          ),
          z.refine(
            (one) => Buffer.from(one.split('@', 1)[0] ?? '', 'base64').length >= 32,
            'has fewer than 32 bytes',
          ),
        ),
        z.transform((one: string) => {
          const [key = '', day] = one.split('@');
          return {
            key: Buffer.from(key, 'base64'),
            retiresAt: day === undefined ? null : new Date(`${day}T00:00:00Z`),
          };
        }),
      ),
    )
    .check(
      z.refine(([current]) => current?.retiresAt === null, 'begins with the current key, which has no day'),
      z.refine(
        ([, ...earlier]) => earlier.every(({ retiresAt }) => retiresAt !== null),
        'has an earlier key without its day, like <base64>@2027-03-01',
      ),
    ),
);

/** Every setting this app reads, with its unit in the name. Nothing else touches `process.env`. */
export const settings = z.object({
  /** Where customers reach this app; links in mails begin with it. */
  PUBLIC_URL: url,
  PARTNER_TENANT_ID: guid,
  PARTNER_TYPE: oneOf(partnerTypes),
  PARTNER_NAME: z
    .string()
    .check(z.trim(), z.minLength(1, 'is empty'), z.maxLength(100, 'is longer than 100 characters')),
  PARTNER_SUPPORT_EMAIL: z.optional(email),
  DEFAULT_LANGUAGE: z._default(oneOf(languages), 'en'),

  ENTRA_URL: z._default(publicCloud, 'https://login.microsoftonline.com'),
  /** The audience of v2.0 tokens is the client id, in small letters (documented). */
  API_AUDIENCE: z
    .string()
    .check(
      z.regex(
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        'is not a client id, a GUID in small letters; tokens never have the address api://… as their audience',
      ),
    ),
  /** Client ids that may call the API, separated by commas. */
  API_ALLOWED_CLIENTS: clients,
  /** Those of them that may call with tokens of their own, without a person. */
  API_APP_ONLY_CLIENTS: z._default(clients, []),
  /** Guests of the partner's tenant: none, those with the role `Reseller` alone, or all. */
  API_GUESTS: z._default(oneOf(guestKinds), 'none'),
  /** The portal's app registration; without it the portal has no sign-in. Also one of API_ALLOWED_CLIENTS. */
  PORTAL_CLIENT_ID: z.optional(guid),

  PARTNER_CENTER_URL: z._default(publicCloud, 'https://api.partnercenter.microsoft.com'),
  PARTNER_CENTER_RESOURCE: z._default(address, 'https://api.partnercenter.microsoft.com'),
  PARTNER_CENTER_CLIENT_ID: guid,
  /** What proves the app to Entra: a client secret, a certificate, or the managed identity. */
  PARTNER_CENTER_CREDENTIAL: z._default(oneOf(['secret', 'certificate', 'identity']), 'secret'),
  /** Where the next two are kept in Azure; without a vault they are settings. */
  KEY_VAULT_URL: z.optional(publicCloud),
  /** A file that keeps them instead, for local work: new ones outlive the process. */
  SECRETS_FILE: z.optional(text),
  PARTNER_CENTER_CLIENT_SECRET: z.optional(text),
  PARTNER_CENTER_REFRESH_TOKEN: z.optional(text),
  PARTNER_CENTER_TIMEOUT_MS: z._default(whole(100, 120_000), 15_000),
  /** Where learning the limit begins; 500 is the documented one of the customer resource. */
  PARTNER_CENTER_CALLS_PER_MINUTE: z._default(whole(5, 100_000), 500),
  /** Where the certificates of its notifications may be fetched, with those of their issuers; separated by commas. */
  PARTNER_CENTER_CERTIFICATE_HOSTS: z._default(certificateHosts, [
    // As in Microsoft's sample of a notification.
    '3psostorageacct.blob.core.windows.net',
    // Issuers; the second one is newer (third party).
    'www.microsoft.com',
    'caissuers.microsoft.com',
  ]),
  /** Pinned instead of Microsoft's: base64 of DER, separated by commas. */
  PARTNER_CENTER_CERTIFICATE_ROOTS: z._default(certificates, []),
  /** They have to be for a host below this domain. */
  PARTNER_CENTER_CERTIFICATE_DOMAIN: z._default(
    z
      .string()
      .check(
        z.regex(/^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/, 'is not a domain in lower case, like microsoft.com'),
      ),
    'microsoft.com',
  ),
  ADMIN_CENTER_URL: z._default(publicCloud, 'https://admin.microsoft.com'),
  ATTESTATION_MODE: z._default(oneOf(attestationModes), 'enhanced'),
  /** The page on which signatories accept. */
  ATTESTATION_PAGE_URL: z._default(publicCloud, 'https://cdn.partner.microsoft.com/mca'),

  /** A connection string, or the next three for a managed identity. */
  DataStorage: z.optional(text),
  DataStorage__tableServiceUri: z.optional(address),
  DataStorage__queueServiceUri: z.optional(address),
  DataStorage__clientId: z.optional(anyGuid),

  /** Where the daily copies of all tables are kept: the container, for the managed identity. Without it none are made. */
  BACKUP_CONTAINER_URL: z.optional(address),

  /** A connection string, or the endpoint for a managed identity. */
  MAIL_CONNECTION_STRING: z.optional(text),
  MAIL_ENDPOINT: z.optional(address),
  MAIL_SENDER: email,
  MAIL_REPLY_TO: z.optional(email),
  /** The quota of the subscription; the defaults are documented for a domain of one's own. */
  MAIL_PER_MINUTE: z._default(whole(1, 1_000_000), 30),
  MAIL_PER_HOUR: z._default(whole(1, 10_000_000), 100),
  /** The partner's agents, who are told of bounces, expiries and acceptances. */
  NOTICE_EMAIL: z.optional(email),
  /** Where agents see a customer: `<this>/customers/<tenant id>`; else the portal of this app. */
  PORTAL_URL: z.optional(url),
  /** Whether customers get a mail that confirms their acceptance. */
  CONFIRM_TO_CUSTOMER: z._default(yesOrNo, true),
  /** Whether the mail to a new customer has the one-time password itself. */
  MAIL_PASSWORDS: z._default(yesOrNo, false),

  /** Signs links and page tokens: base64 of at least 32 random bytes. */
  SIGNING_KEY: signingKeys,

  /** From this day on, acceptances before it have to be renewed. */
  REACCEPTANCE_CUTOFF: z.pipe(
    z._default(z.iso.date('is not a day like 2023-04-01'), '2023-04-01'),
    z.transform((day: string) => new Date(`${day}T00:00:00Z`)),
  ),
  /** Whether that concerns direct acceptances, too, judged by when they were first seen. */
  REACCEPTANCE_COVERS_DIRECT: z._default(yesOrNo, false),
  /** When customers are looked at after a step that may lead to an acceptance, counted from the step. */
  CHECK_AFTER_INVITATION_HOURS: z._default(rungs(8760), [1, 6, 24, 48, 72, 120, 192, 312, 504, 720]),
  CHECK_AFTER_OPENING_MINUTES: z._default(
    rungs(525_600),
    [2, 3, 4, 5, 7, 9, 12, 16, 20, 25, 30, 40, 55, 70, 180, 360, 1440],
  ),
  CHECK_AFTER_ATTESTATION_MINUTES: z._default(rungs(525_600), [2, 5, 10, 20, 40, 60, 120, 240, 480]),
  /** Between two checks of a customer that has accepted. */
  CHECK_ACCEPTED_DAYS: z._default(whole(1, 3650), 365),
  INVITATION_LIFETIME_DAYS: z._default(whole(1, 365), 30),
  REMINDER_FIRST_DAYS: z._default(whole(1, 365), 3),
  REMINDER_EVERY_DAYS: z._default(whole(1, 365), 3),
  REMINDER_LIMIT: z._default(whole(0, 50), 5),
  RESEND_LIMIT: z._default(whole(1, 10), 2),
  RESEND_WINDOW_MINUTES: z._default(whole(1, 1440), 5),
  /** Mails to people that callers ask for: invitations, attestations, resends, rows of imports. */
  MAIL_LIMIT_PER_CUSTOMER: z._default(whole(1, 100), 6),
  MAIL_LIMIT_PER_RECIPIENT: z._default(whole(1, 100), 6),
  MAIL_LIMIT_WINDOW_MINUTES: z._default(whole(1, 1440), 60),
  /** Lets programs on this computer be webhook endpoints, without TLS: for the local environment only. */
  WEBHOOK_LOOPBACK: z._default(yesOrNo, false),
  WAKE_UP_GRACE_SECONDS: z._default(whole(0, 3600), 30),
  RETRY_FIRST_SECONDS: z._default(whole(1, 600), 30),
  /** NCRONTAB, UTC; the host reads these. */
  RECONCILE_SCHEDULE: ncrontab,
  DISCOVER_SCHEDULE: ncrontab,
  TOKEN_REFRESH_SCHEDULE: ncrontab,
  MEASURE_SCHEDULE: ncrontab,
  AUDIT_SCHEDULE: ncrontab,
  BACKUP_SCHEDULE: ncrontab,
});

type Given = Readonly<Partial<Record<keyof typeof settings.shape, string>>>;

const usesIdentity = (s: Given): boolean =>
  !s.DataStorage || !!s.MAIL_ENDPOINT || !!s.KEY_VAULT_URL || s.PARTNER_CENTER_CREDENTIAL === 'identity';

const usesSecret = (s: Given): boolean => (s.PARTNER_CENTER_CREDENTIAL ?? 'secret') === 'secret';

const membersOf = (list = ''): string[] =>
  list
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean);

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
        'is missing: storage, mail, KEY_VAULT_URL and PARTNER_CENTER_CREDENTIAL=identity use the managed identity it names',
    },
    {
      setting: 'MAIL_CONNECTION_STRING',
      holds: (s) => !s.MAIL_CONNECTION_STRING !== !s.MAIL_ENDPOINT,
      message: 'give either this or MAIL_ENDPOINT',
    },
    {
      setting: 'PORTAL_CLIENT_ID',
      holds: (s) =>
        !s.PORTAL_CLIENT_ID ||
        (s.API_ALLOWED_CLIENTS ?? '').toLowerCase().includes(s.PORTAL_CLIENT_ID.toLowerCase()),
      message: 'is not one of API_ALLOWED_CLIENTS, so the API would refuse the portal',
    },
    {
      setting: 'API_APP_ONLY_CLIENTS',
      holds: (s) =>
        membersOf(s.API_APP_ONLY_CLIENTS).every((one) => membersOf(s.API_ALLOWED_CLIENTS).includes(one)),
      message: 'has a client that is not one of API_ALLOWED_CLIENTS, so the API would refuse it',
    },
    {
      setting: 'SECRETS_FILE',
      holds: (s) => !s.SECRETS_FILE || !s.KEY_VAULT_URL,
      message: 'give either this or KEY_VAULT_URL',
    },
    {
      setting: 'PARTNER_CENTER_REFRESH_TOKEN',
      holds: (s) => !s.PARTNER_CENTER_REFRESH_TOKEN || !s.KEY_VAULT_URL,
      message: 'give either this or KEY_VAULT_URL, whose secret partner-center-refresh-token then holds it',
    },
    {
      setting: 'PARTNER_CENTER_REFRESH_TOKEN',
      holds: (s) => !!s.PARTNER_CENTER_REFRESH_TOKEN || !!s.KEY_VAULT_URL || !!s.SECRETS_FILE,
      message:
        'is missing: give this, or KEY_VAULT_URL, whose secret partner-center-refresh-token then holds it',
    },
    {
      setting: 'PARTNER_CENTER_CLIENT_SECRET',
      holds: (s) =>
        !!s.PARTNER_CENTER_CLIENT_SECRET || !usesSecret(s) || !!s.KEY_VAULT_URL || !!s.SECRETS_FILE,
      message:
        'is missing: give this, or another PARTNER_CENTER_CREDENTIAL, or KEY_VAULT_URL with the secret partner-center-client-secret',
    },
    {
      setting: 'PARTNER_CENTER_CLIENT_SECRET',
      holds: (s) => !s.PARTNER_CENTER_CLIENT_SECRET || (usesSecret(s) && !s.KEY_VAULT_URL),
      message: 'remove this: with another PARTNER_CENTER_CREDENTIAL or KEY_VAULT_URL it is not read',
    },
    {
      setting: 'PARTNER_CENTER_CREDENTIAL',
      holds: (s) => s.PARTNER_CENTER_CREDENTIAL !== 'certificate' || !!s.KEY_VAULT_URL || !!s.SECRETS_FILE,
      message:
        'a certificate is the secret partner-center-certificate of KEY_VAULT_URL or SECRETS_FILE; give one of them',
    },
  ];

export type Config = Readonly<z.infer<typeof settings>> & { readonly invitationLifetimeMs: number };

/** @throws {Error} naming every missing or malformed setting, never its value, so one failed start shows them all. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  // An empty app setting is a setting that was not given, and blanks around a value are slips of the hand.
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
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
