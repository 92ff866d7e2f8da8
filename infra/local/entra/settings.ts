import { z } from 'zod';
import { appRoles } from './people.ts';

/** What `PUT /_control/settings` may change; every field is optional and merged. */
export const settingsChange = z.strictObject({
  mfa: z.boolean().optional(),
  tokenLifetimeSeconds: z.int().min(1).max(86_400).optional(),
  newRefreshTokens: z.boolean().optional(),
  refreshTokens: z.enum(['valid', 'expired', 'revoked', 'mfaRequired']).optional(),
  appRoles: z.array(z.enum(appRoles)).optional(),
});

export type Settings = {
  /** Whether the person behind a refresh token signed in with a second factor. */
  mfa: boolean;
  tokenLifetimeSeconds: number;
  /** Whether redeeming a refresh token brings a new one; RFC 6749 leaves that to the service. */
  newRefreshTokens: boolean;
  /** Concerns the refresh tokens known when it is set; a new sign-in gets one that works. */
  refreshTokens: 'valid' | 'expired' | 'revoked' | 'mfaRequired';
  /** The roles a program holds that calls our API as itself. */
  appRoles: readonly (typeof appRoles)[number][];
};

export const startSettings: Settings = {
  mfa: true,
  tokenLifetimeSeconds: 3600,
  newRefreshTokens: true,
  refreshTokens: 'valid',
  appRoles: ['AdminAgent'],
};

/** The settings after a change. */
export function mergeSettings(settings: Settings, change: z.infer<typeof settingsChange>): Settings {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}
