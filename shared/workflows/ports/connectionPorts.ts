import type { Finding } from '../../domain/connection/connection.ts';
import type { Needs } from './ports.ts';

/** What can be told of an access token without showing it; null where it does not say. */
export type TokenFacts = {
  readonly issuedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Whether a second factor was used; null for a token of the app alone. */
  readonly mfa: boolean | null;
};

/** Our access tokens for Partner Center. Throws `PARTNER_CENTER_SIGN_IN_FAILED` · `…_UNAVAILABLE` · `SECRETS_UNAVAILABLE`. */
export type SignIns = { inspect(mode: 'appOnly' | 'appAndUser'): Promise<TokenFacts> };

/** Harmless reads, one per operation that this app depends on. All throw `PARTNER_CENTER_…` when they are refused. */
export type Trials = {
  customers(): Promise<void>;
  agreements(): Promise<void>;
};

/** Asks the mail service for nothing, to see whether it lets us in. Throws `MAIL_…` errors. */
export type MailTrial = { tryAccess(): Promise<void> };

export type SenderRefusal = { readonly code: string; readonly firstAt: Date; readonly lastAt: Date };

/** Whether the mail service refused our sender since it last took a mail. */
export type SenderRefusals = { current(): Promise<SenderRefusal | undefined> };

/** What looking at the connection needs beside what the work itself needs. */
export type ConnectionNeeds = Needs & {
  readonly signIns: SignIns;
  readonly trials: Trials;
  readonly mailTrial: MailTrial;
  readonly senderRefusals: SenderRefusals;
  /** The partner's tenant as the settings have it. */
  readonly partnerTenantId: string;
};

/** One part of the connection and how to look at it, without changing anything. */
export type Probe = {
  readonly name: string;
  look(this: void, needs: ConnectionNeeds): Promise<Finding>;
};
