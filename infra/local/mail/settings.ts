import { z } from 'zod';

const quota = z.strictObject({ perMinute: z.int().positive(), perHour: z.int().positive() });
export type Quota = z.infer<typeof quota>;

const limits = z.strictObject({ send: quota, status: quota });

/** The default quotas of a subscription: documented. */
const documentedLimits = {
  customDomain: { send: { perMinute: 30, perHour: 100 }, status: { perMinute: 60, perHour: 200 } },
  managedDomain: { send: { perMinute: 5, perHour: 10 }, status: { perMinute: 10, perHour: 20 } },
};

const settings = z.strictObject({
  /** What a second POST with a known Operation-Id is answered; the real answer is unverified. */
  repeatedOperationId: z.enum(['replay202', 'reject400', 'conflict409']),
  quotas: z.union([z.enum(['off', 'customDomain', 'managedDomain']), limits]),
  /** From acceptance until the operation ends. */
  processingMs: z.int().nonnegative(),
  /** The same for `slow@`. */
  slowProcessingMs: z.int().nonnegative(),
  /** From the end of the operation until the delivery report; really two to ten minutes. */
  deliveryMs: z.int().nonnegative(),
  /** Sent with the 202 and with every look at a running operation; the live service says 3 (third party). */
  retryAfterSeconds: z.int().nonnegative(),
  clockToleranceSeconds: z.int().positive(),
  /** Sender domains that are linked; null: any. */
  senderDomains: z.array(z.string()).nullable(),
  /** Refuses every mail, as after too many failures. */
  subscriptionBlocked: z.boolean(),
  /** How often each delivery report is handed out: Event Grid promises at least once. */
  reportCopies: z.int().min(1).max(10),
  /** Live events spell it the first way (third party), the documentation the second. */
  attemptTimeName: z.enum(['deliveryAttemptTimestamp', 'deliveryAttemptTimeStamp']),
});

export type MailSettings = z.infer<typeof settings>;

/** Quick enough for local work; only the quotas are more generous than the real ones. */
export const startSettings: MailSettings = {
  repeatedOperationId: 'replay202',
  quotas: 'off',
  processingMs: 500,
  slowProcessingMs: 60_000,
  deliveryMs: 1500,
  retryAfterSeconds: 3,
  clockToleranceSeconds: 300,
  senderDomains: null,
  subscriptionBlocked: false,
  reportCopies: 1,
  attemptTimeName: 'deliveryAttemptTimestamp',
};

/** The settings with the given ones changed. @throws {z.ZodError} */
export function mergeSettings(before: MailSettings, change: unknown): MailSettings {
  return settings.parse({ ...before, ...settings.partial().parse(change) });
}

/** The quotas in force, or undefined for none. */
export function quotasOf({ quotas }: MailSettings): z.infer<typeof limits> | undefined {
  if (quotas === 'off') return undefined;
  return typeof quotas === 'string' ? documentedLimits[quotas] : quotas;
}
