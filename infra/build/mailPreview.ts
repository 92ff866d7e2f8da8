import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { composeMail } from '../../shared/views/mail/composeMail.ts';
import { mailLanguages } from '../../shared/views/mail/mailLanguage.ts';
import { mailtoAnybody } from '../../shared/views/mail/mailto.ts';
import { escapeHtml } from '../../shared/views/pages/escapeHtml.ts';
import { sampleMails } from './mailSamples.ts';

/** Writes every sample mail in every language as HTML and text, and an index with `mailto:` links; answers how many. */
export async function writeMailPreview(folder: URL): Promise<number> {
  await mkdir(folder, { recursive: true });
  const rows: string[] = [];
  for (const language of mailLanguages) {
    for (const [name, mail] of sampleMails(language)) {
      const { subject, html, text } = composeMail(mail);
      const file = `${name}.${language}`;
      await writeFile(new URL(`${file}.html`, folder), html);
      await writeFile(new URL(`${file}.txt`, folder), `Subject: ${subject}\n\n${text}`);
      const mailto = escapeHtml(mailtoAnybody({ subject, text }));
      rows.push(
        `<tr><td>${name}<td>${language}<td dir="auto"><a href="${file}.html">${escapeHtml(subject)}</a>` +
          `<td><a href="${file}.txt">text</a><td><a href="${mailto}">mailto</a>`,
      );
    }
  }
  const style = 'body{font:15px sans-serif;margin:2em}td{padding:.3em 1em .3em 0}';
  await writeFile(
    new URL('index.html', folder),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail preview</title><style>${style}</style><h1>Mail preview</h1><table>${rows.join('\n')}</table></html>\n`,
  );
  return rows.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('../../dist/mail-preview/', import.meta.url);
  const mails = await writeMailPreview(folder);
  console.log(`${mails} mails written; open dist/mail-preview/index.html`);
}
