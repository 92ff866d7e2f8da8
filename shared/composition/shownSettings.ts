import type { Config } from '../config.ts';

/** One setting as people may see it. */
export type ShownSetting = {
  readonly name: string;
  readonly value: string | number | boolean | null;
  /** What a number counts; null for other values. */
  readonly unit: SettingUnit | null;
  /** Whether the deployment gives it, or it is the default of this version. */
  readonly source: 'given' | 'default';
};

export type SettingUnit =
  | ('milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days')
  | ('perMinute' | 'perHour' | 'count' | 'ncrontab');

/** They are secrets or hold them, or say where secrets are kept. */
export const hiddenSettings = [
  ...(['DataStorage', 'DataStorage__tableServiceUri', 'DataStorage__queueServiceUri'] as const),
  ...(['DataStorage__clientId', 'MAIL_CONNECTION_STRING', 'SECRETS_FILE', 'KEY_VAULT_URL'] as const),
  ...(['PARTNER_CENTER_CLIENT_SECRET', 'PARTNER_CENTER_REFRESH_TOKEN', 'SIGNING_KEY'] as const),
  // Long, and of no use to a reader.
  'PARTNER_CENTER_CERTIFICATE_ROOTS',
  // Counted from another setting.
  'invitationLifetimeMs',
] as const satisfies readonly (keyof Config)[];

const units: readonly (readonly [RegExp, SettingUnit])[] = [
  [/_SCHEDULE$/, 'ncrontab'],
  [/_MS$/, 'milliseconds'],
  [/_SECONDS$/, 'seconds'],
  [/_MINUTES$/, 'minutes'],
  [/_HOURS$/, 'hours'],
  [/_DAYS$/, 'days'],
  [/_PER_MINUTE$/, 'perMinute'],
  [/_PER_HOUR$/, 'perHour'],
  [/LIMIT/, 'count'],
];

/** The settings in force but for secrets, by name. `env` tells which of them the deployment gives. */
export function shownSettings(config: Config, env: NodeJS.ProcessEnv): readonly ShownSetting[] {
  const hidden: readonly string[] = hiddenSettings;
  return Object.entries(config)
    .filter(([name]) => !hidden.includes(name))
    .map(([name, value]): ShownSetting => {
      const unit = units.find(([pattern]) => pattern.test(name))?.[1] ?? null;
      return { name, value: shown(value), unit, source: env[name]?.trim() ? 'given' : 'default' };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shown(value: Config[keyof Config]): ShownSetting['value'] {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'object' ? null : value;
}
