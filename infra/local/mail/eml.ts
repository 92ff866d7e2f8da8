import type { CapturedMail } from './capturedMail.ts';
import type { MailAddress, MailRequest } from './mailRequest.ts';

/** The mail as an .eml file (RFC 5322, MIME), as a recipient's mail program would open it. */
export function renderEml(captured: CapturedMail, mail: MailRequest): string {
  const { content, recipients, attachments } = mail;
  const id = captured.operationId;
  const body = multipart('alternative', `alt-${id}`, [
    ...(content.plainText ? [part('text/plain; charset=utf-8', content.plainText)] : []),
    ...(content.html ? [part('text/html; charset=utf-8', content.html)] : []),
  ]);
  const whole = attachments?.length
    ? multipart('mixed', `mix-${id}`, [
        body,
        ...attachments.map((file) =>
          lines([
            `Content-Type: ${oneLine(file.contentType)}`,
            `Content-Disposition: attachment; filename="${encodeWord(file.name).replaceAll('"', '')}"`,
            ...(file.contentId ? [`Content-ID: <${oneLine(file.contentId)}>`] : []),
            'Content-Transfer-Encoding: base64',
            '',
            wrap(file.contentInBase64),
          ]),
        ),
      ])
    : body;
  const own = Object.entries(mail.headers ?? {}).filter(
    ([name]) => !/^(message-id|x-ms-acsemail-.*)$/i.test(name),
  );
  return lines([
    `Date: ${new Date(captured.receivedAt).toUTCString()}`,
    `From: <${oneLine(mail.senderAddress)}>`,
    ...addressLine('To', recipients.to),
    ...addressLine('Cc', recipients.cc),
    ...addressLine('Reply-To', mail.replyTo),
    `Subject: ${encodeWord(content.subject)}`,
    `Message-ID: ${oneLine(captured.internetMessageId)}`,
    ...own.map(([name, value]) => `${oneLine(name).replaceAll(':', '')}: ${encodeWord(value)}`),
    'MIME-Version: 1.0',
    whole,
  ]);
}

function addressLine(name: string, addresses: MailAddress[] | null | undefined): string[] {
  if (!addresses?.length) return [];
  const shown = addresses.map(({ address, displayName }) =>
    displayName ? `${encodeWord(displayName, true)} <${oneLine(address)}>` : oneLine(address),
  );
  return [`${name}: ${shown.join(',\r\n ')}`];
}

function part(contentType: string, text: string): string {
  return lines([
    `Content-Type: ${contentType}`,
    'Content-Transfer-Encoding: base64',
    '',
    wrap(Buffer.from(text).toString('base64')),
  ]);
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  return lines([
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((one) => [`--${boundary}`, one]),
    `--${boundary}--`,
    '',
  ]);
}

/** Plain words as they are; anything else, line breaks above all, inside encoded words (RFC 2047). */
function encodeWord(text: string, quoted = false): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) {
    return quoted ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
  }
  // 42 bytes keep an encoded word below its limit of 75 characters.
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, ' ');
}

function wrap(base64: string): string {
  return base64.replace(/.{76}(?=.)/g, '$&\r\n');
}

function lines(all: readonly string[]): string {
  return all.join('\r\n');
}
