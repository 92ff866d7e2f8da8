import type {
  AcceptanceConfirmedOrder,
  AmbiguousNoticeOrder,
  BounceNoticeOrder,
  DeclineNoticeOrder,
  EndpointNoticeOrder,
  ExpiryNoticeOrder,
  MailOrder,
  RefusalNoticeOrder,
  ReminderOrder,
  RequestOrder,
  WantedNoticeOrder,
} from '../../domain/mail/mailOrder.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';

interface Branded {
  readonly brand: MailBrand;
}

/** What every mail is made of. */
export type MailBasics = Pick<MailOrder, 'language' | 'recipientName' | 'companyName'> & Branded;
/** The mails that ask a person at the customer to accept. */
export type RequestMail = RequestOrder & Branded;
export type ReminderMail = ReminderOrder & Branded;
export type ExpiryNoticeMail = ExpiryNoticeOrder & Branded;
export type BounceNoticeMail = BounceNoticeOrder & Branded;
export type DeclineNoticeMail = DeclineNoticeOrder & Branded;
export type AmbiguousNoticeMail = AmbiguousNoticeOrder & Branded;
export type WantedNoticeMail = WantedNoticeOrder & Branded;
export type RefusalNoticeMail = RefusalNoticeOrder & Branded;
export type EndpointNoticeMail = EndpointNoticeOrder & Branded;
export type AcceptanceConfirmedMail = AcceptanceConfirmedOrder & Branded;
/** Everything a mail can be made of, by kind. */
export type MailInput = MailOrder & Branded;

/** A finished mail: one-line subject, complete HTML document, and the same in plain text. */
export interface ComposedMail {
  subject: string;
  html: string;
  text: string;
}
