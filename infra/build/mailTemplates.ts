import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';
import { format, resolveConfig } from 'prettier';

const folder = new URL('../../shared/views/mail/templates/', import.meta.url);
const source = new URL('mail.mjml', folder);
const target = new URL('mailTemplates.ts', folder);

/** The text of the generated module: the compiled mail, cut into its blocks, for both directions. */
export async function generateMailTemplates(): Promise<string> {
  const mjml = await readFile(source, 'utf8');
  const parts = await Promise.all((['ltr', 'rtl'] as const).map((direction) => compile(mjml, direction)));
  const config = await resolveConfig(fileURLToPath(target));
  const module = `// Generated from mail.mjml by infra/build/mailTemplates.ts; change that file, then run the script.

/** A compiled mail: what comes before the blocks, each block, and what comes after them; [[slots]] are open. */
export interface MailTemplate { open: string; blocks: Readonly<Record<MailBlockName, string>>; close: string }

/** The blocks a mail is put together from. */
export type MailBlockName = ${Object.keys(parts[0]?.blocks ?? {})
    .map((name) => `'${name}'`)
    .join(' | ')};

/** The mail in both directions of writing. */
export const mailTemplates: Readonly<Record<'ltr' | 'rtl', MailTemplate>> = { ltr: ${literal(parts[0])}, rtl: ${literal(parts[1])} };
`;
  return format(module, { ...config, parser: 'typescript' });
}

// MJML checks colours while compiling, so a slot for one is a colour until then.
const colorSlots = [
  ['[[button]]', '#abc001'],
  ['[[buttonText]]', '#abc002'],
] as const;

interface Compiled {
  open: string;
  blocks: Record<string, string>;
  close: string;
}

async function compile(mjml: string, direction: 'ltr' | 'rtl'): Promise<Compiled> {
  const start = direction === 'ltr' ? 'left' : 'right';
  let directed = mjml.replaceAll('%dir%', direction).replaceAll('%start%', start);
  for (const [slot, color] of colorSlots) directed = directed.replaceAll(slot, color);
  // No fonts: MJML would otherwise add a request to a font host.
  const { html, errors } = await mjml2html(directed, { fonts: {}, validationLevel: 'strict' });
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  let slotted = tidy(html);
  for (const [slot, color] of colorSlots) slotted = slotted.replaceAll(color, slot);
  const [open = '', ...pieces] = slotted.split('<!--[block:');
  const last = pieces.length - 1;
  const [lastPiece = '', close = ''] = (pieces[last] ?? '').split('<!--[close]-->');
  pieces[last] = lastPiece;
  const blocks = Object.fromEntries(
    pieces.map((piece) => {
      const [name = ''] = piece.split(']-->', 1);
      return [name, piece.slice(name.length + ']-->'.length).trim()];
    }),
  );
  return { open: open.trim(), blocks, close: close.trim() };
}

function tidy(html: string): string {
  return html.replace(/[ \t]*\n\s*/g, '\n').replace(/<!-- .*? -->\n?/g, '');
}

function literal(part: Compiled | undefined): string {
  if (part === undefined) throw new Error('A direction is missing.');
  const text = (value: string): string => '`' + value.replace(/[\\`$]/g, '\\$&') + '`';
  const blocks = Object.entries(part.blocks).map(([name, value]) => `${name}: ${text(value)}`);
  return `{ open: ${text(part.open)}, blocks: { ${blocks.join(', ')} }, close: ${text(part.close)} }`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(target, await generateMailTemplates());
  console.log('Wrote shared/views/mail/templates/mailTemplates.ts');
}
