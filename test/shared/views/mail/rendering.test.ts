import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';
import type * as messageformat from 'messageformat';
import { describe, expect, it, vi } from 'vitest';
import { writeMailPreview } from '../../../../infra/build/mailPreview.ts';
import { sampleMails } from '../../../../infra/build/mailSamples.ts';
import { generateMailTemplates } from '../../../../infra/build/mailTemplates.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import { mailLanguages } from '../../../../shared/views/mail/mailLanguage.ts';

const compiled = vi.hoisted(() => ({ messages: 0 }));

vi.mock('messageformat', async (importOriginal) => {
  const original = await importOriginal<typeof messageformat>();
  const Counted = new Proxy(original.MessageFormat, {
    construct: (target, args) => {
      compiled.messages += 1;
      return Reflect.construct(target, args);
    },
  });
  return { ...original, MessageFormat: Counted };
});

describe('the mail templates', () => {
  it('are those that mail.mjml compiles to', async () => {
    const file = new URL('../../../../shared/views/mail/templates/mailTemplates.ts', import.meta.url);
    expect(await generateMailTemplates()).toBe(await readFile(file, 'utf8'));
  });
});

describe('composing 1,000 mails', () => {
  it('compiles each message once and takes little longer per mail than the first took', () => {
    const [mail] = sampleMails('fr').values();
    if (mail === undefined) throw new Error('No sample.');
    const startedAt = performance.now();
    composeMail(mail);
    const firstMs = performance.now() - startedAt;
    const afterFirst = compiled.messages;
    expect(afterFirst).toBeGreaterThan(10);

    const texts = new Set<string>();
    const restStartedAt = performance.now();
    for (let i = 0; i < 1000; i += 1) texts.add(composeMail({ ...mail, recipientName: `Reader ${i}` }).text);
    const perMailMs = (performance.now() - restStartedAt) / 1000;
    expect(texts.size).toBe(1000);
    expect(compiled.messages).toBe(afterFirst);
    expect(perMailMs).toBeLessThan(firstMs);
  });
});

describe('the preview', () => {
  it('writes every kind in every language, as HTML, text and `mailto:` link, and an index', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mail-preview-'));
    try {
      const mails = await writeMailPreview(pathToFileURL(`${folder}/`));
      const files = await readdir(folder);
      expect(mails).toBe(mailLanguages.length * sampleMails('en').size);
      expect(files).toHaveLength(2 * mails + 1);
      const index = await readFile(join(folder, 'index.html'), 'utf8');
      for (const file of files) if (file !== 'index.html') expect(index).toContain(`"${file}"`);
      const mailtos = [...index.matchAll(/"(mailto:[^"]+)"/g)].map(([, link = '']) => link);
      expect(mailtos).toHaveLength(mails);
      for (const link of mailtos) expect(link).toMatch(/^mailto:\?subject=[^&]+&amp;body=[^&]{200,}/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('shows each of the thirteen kinds', () => {
    expect(new Set([...sampleMails('en').values()].map((mail) => mail.kind)).size).toBe(13);
  });
});
