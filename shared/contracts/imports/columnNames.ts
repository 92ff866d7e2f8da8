/** What spreadsheets and address books call the column of e-mail addresses, apart from case, blanks and hyphens. */
const emailHeaders = `
  email emailaddress mail mailaddress
  emailadresse mailadresse
  courriel adresseemail adressemail adressecourriel adresseélectronique adressedemessagerie
  correo correoelectrónico direccióndecorreo direccióndecorreoelectrónico emailcorreo
  メール メールアドレス eメール eメールアドレス 電子メール 電子メールアドレス
  بريد البريد بريدإلكتروني البريدالإلكتروني البريدالالكتروني عنوانالبريدالإلكتروني الإيميل ايميل
  דואל דוארלקטרוני דואראלקטרוני כתובתדואל כתובתדואראלקטרוני אימייל מייל
  epost epostadress epostadresse sähköposti sähköpostiosoite postaelettronica indirizzoemail indirizzodipostaelettronica
  correioeletrônico correioeletrónico endereçodeemail emailadres adresemail adrespocztyelektronicznej eposta
  электроннаяпочта почта адресэлектроннойпочты электроннапошта 电子邮件 邮箱 電子郵件 이메일`;
const emails = new Set(emailHeaders.trim().split(/\s+/).map(plain));

/** The column that a header means: by name in any case, with blanks, hyphens or underscores; undefined for none. */
export function columnNamed(header: string, known: readonly string[]): string | undefined {
  const wanted = plain(header);
  return known.find((name) => plain(name) === wanted) ?? (emails.has(wanted) ? 'email' : undefined);
}

/** A header in a message, at most 40 visible characters of it. What looks like data is not repeated. */
export function quoted(header: string): string {
  if (/@|\d{3}/.test(header)) return 'a header that looks like data';
  const text = header.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  const shown = Array.from(text).slice(0, 40).join('');
  return shown === text ? `“${shown}”` : `“${shown}…”`;
}

function plain(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
