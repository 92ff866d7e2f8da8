import { capped, oneLine } from './cleanText.ts';

const maxLinkLength = 1900;
const maxSubjectCharacters = 100;
const urlLine = /^https?:\/\/\S+$/m;

/** What a mailto: link opens in the user's own mail program; the text is that of a composed mail. */
export interface MailtoInput {
  to: string;
  subject: string;
  text: string;
}

/**
 * A mailto: link (RFC 6068) of at most 1,900 characters, which every common client and shell passes on whole.
 * A longer text loses paragraphs, the last ones first, but never its web addresses. Throws on a bad recipient.
 */
export function mailtoLink({ to, subject, text }: MailtoInput): string {
  return linkTo(encodedRecipient(to), { subject, text });
}

/** The same for a reader who knows best whom to write to. */
export function mailtoAnybody(mail: Omit<MailtoInput, 'to'>): string {
  return linkTo('', mail);
}

function linkTo(recipient: string, { subject, text }: Omit<MailtoInput, 'to'>): string {
  const head = `mailto:${recipient}?subject=${encoded(capped(oneLine(subject, 150), maxSubjectCharacters))}&body=`;
  const bodies = shorterAndShorter(text.trim().split(/\n{2,}/));
  const links = bodies.map((body) => head + encoded(body.replace(/\r?\n/g, '\r\n')));
  return (
    links.find((link) => link.length <= maxLinkLength) ?? `${head}${encoded(urlLine.exec(text)?.[0] ?? '')}`
  );
}

function shorterAndShorter(paragraphs: readonly string[]): string[] {
  const bodies = [paragraphs.join('\n\n')];
  const left = [...paragraphs];
  for (let i = paragraphs.length - 1; i >= 0; i -= 1) {
    if (urlLine.test(paragraphs[i] ?? '')) continue;
    left.splice(i, 1);
    bodies.push(left.join('\n\n'));
  }
  return bodies;
}

function encodedRecipient(to: string): string {
  const [local = '', domain = '', ...more] = to.split('@');
  if (local === '' || domain === '' || more.length > 0 || /[\p{C}\p{Z}]/u.test(to))
    throw new Error('The recipient of a mailto link must be one plain e-mail address.');
  return `${encoded(local)}@${encoded(domain)}`;
}

// RFC 6068 percent-encodes UTF-8; the apostrophe would end an attribute in the page that shows the link.
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '')).replaceAll("'", '%27');
}
