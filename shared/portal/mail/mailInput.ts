import type { MailBrand } from './mailBrand.ts';

/** The languages Countersign writes in. */
export const mailLanguages = ['en', 'fr', 'de', 'es', 'ja', 'ar', 'he'] as const;

/** One of the languages Countersign writes in. */
export type MailLanguage = (typeof mailLanguages)[number];

interface Common {
  language: MailLanguage;
  brand: MailBrand;
  /** Who reads it; null greets without a name. */
  recipientName: string | null;
  companyName: string;
}

/** What every mail has that asks somebody at the customer to accept. */
interface Request extends Common {
  /** Where the button leads: https, or http on loopback. */
  url: string;
  expiresAt: Date;
  /** The agent's own words: plain text, up to 500 characters. */
  note: string | null;
  /** The page on which the reader can say that he is the wrong person. */
  notForMeUrl?: string;
}

/** Asks an existing customer to accept in the Microsoft 365 admin center. */
export interface InviteExistingMail extends Request {
  kind: 'inviteExisting';
}

/** Everything a mail can be made of, by kind. */
export type MailInput = InviteExistingMail;

/** A finished mail: one-line subject, complete HTML document, and the same in plain text. */
export interface ComposedMail {
  subject: string;
  html: string;
  text: string;
}
