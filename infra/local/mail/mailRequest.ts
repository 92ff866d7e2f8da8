import { z } from 'zod';
import { ServiceError } from './serviceError.ts';

const address = z.looseObject({ address: z.string(), displayName: z.string().nullish() });
const addresses = z.array(address).nullish();

const mailRequest = z.looseObject({
  senderAddress: z.string(),
  content: z
    .looseObject({ subject: z.string().min(1), plainText: z.string().nullish(), html: z.string().nullish() })
    .refine(
      (content) => Boolean(content.plainText) || Boolean(content.html),
      'Either plainText or html is required.',
    ),
  recipients: z.looseObject({ to: addresses, cc: addresses, bcc: addresses }),
  replyTo: addresses,
  headers: z.record(z.string(), z.string()).nullish(),
  attachments: z
    .array(
      z.looseObject({
        name: z.string().min(1),
        contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+(;.*)?$/),
        contentInBase64: z.base64(),
        contentId: z.string().nullish(),
      }),
    )
    .nullish(),
  userEngagementTrackingDisabled: z.boolean().nullish(),
});

export type MailRequest = z.infer<typeof mailRequest>;
export type MailAddress = z.infer<typeof address>;

/** Documented limits of one mail. */
const maxRecipients = 50;
const maxBytes = 10 * 1024 * 1024;

const addressPattern =
  /^[^\s@<>(),;:"[\]\\]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/** One mail as the service takes it. @throws {ServiceError} */
export function parseMailRequest(body: Uint8Array, senderDomains: readonly string[] | null): MailRequest {
  if (body.length > maxBytes) throw invalid('The request is larger than 10 MB.');
  const parsed = mailRequest.safeParse(parseJson(body));
  if (!parsed.success) {
    const details = parsed.error.issues.slice(0, 10).map((issue) => ({
      code: 'InvalidField',
      message: issue.message,
      target: issue.path.join('.'),
    }));
    throw new ServiceError(400, 'RequestBodyValidationError', 'One or more validation errors occurred.', {
      details,
    });
  }
  const mail = parsed.data;
  const recipients = allRecipients(mail);
  if (recipients.length === 0) throw invalid('At least one recipient is required.', 'recipients.to');
  if (recipients.length > maxRecipients) throw invalid('A mail has at most 50 recipients.', 'recipients');
  const wrong = [...recipients, ...(mail.replyTo ?? []), { address: mail.senderAddress }].find(
    (one) => one.address.length > 254 || !addressPattern.test(one.address),
  );
  // The code is third party (a public issue); the service may answer others for the sender.
  if (wrong)
    throw new ServiceError(
      400,
      'InvalidEmailAddress',
      `Invalid format for email address: '${wrong.address}'.`,
    );
  const domain = mail.senderAddress.slice(mail.senderAddress.lastIndexOf('@') + 1).toLowerCase();
  if (senderDomains && !senderDomains.some((one) => one.toLowerCase() === domain)) {
    throw new ServiceError(404, 'DomainNotLinked', 'The specified sender domain has not been linked.');
  }
  return mail;
}

/** All recipients of the mail, seen or unseen. */
export function allRecipients({ recipients: { to, cc, bcc } }: MailRequest): MailAddress[] {
  return [...(to ?? []), ...(cc ?? []), ...(bcc ?? [])];
}

/** A header of the mail itself, whatever the case of its name. */
export function mailHeader({ headers }: MailRequest, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([one]) => one.toLowerCase() === name)?.[1];
}

function invalid(message: string, target?: string): ServiceError {
  return new ServiceError(400, 'RequestBodyValidationError', message, target === undefined ? {} : { target });
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw invalid('The request body is not valid JSON.');
  }
}
