import type { Language } from '../language.ts';

/** Colours a partner may choose, each as #rrggbb. */
export interface MailColors {
  readonly button: string;
  readonly buttonText: string;
  readonly link: string;
}

/** A logo: shown in place of the partner's name, which stays its alternative text. */
export interface MailLogo {
  readonly url: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How a partner's mails look, whom they name, and which of our words it replaces. */
export interface MailBrand {
  readonly partnerName: string;
  readonly supportEmail: string | null;
  /** Where customers can call, and whom they ask for; absent where the partner names none. */
  readonly supportPhone?: string;
  readonly contactName?: string;
  readonly legalFooter: string | null;
  readonly colors?: MailColors;
  readonly logo?: MailLogo;
  readonly wording?: MailWording;
}

/** A partner's own words, by language and message: plain text with {$placeholders} of the message they replace. */
export type MailWording = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
