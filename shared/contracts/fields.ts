import * as z from 'zod';
import { readTenantId } from './tenantId.ts';
import { countryCodes, countryProblem } from '../domain/country.ts';
import { readEmailAddress } from '../domain/emailAddress.ts';
import { languages } from '../domain/language.ts';
import type { Language } from '../domain/language.ts';
import { limits } from '../domain/limits.ts';

/** Entra tenant id of a customer or reseller, lower-cased. */
export const tenantId = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, {
    error: 'is not a tenant id (GUID)',
    abort: true,
  })
  .refine((text) => readTenantId(text) !== undefined, 'is the nil GUID, which is nobody')
  .transform((text) => text.toLowerCase())
  .meta({ format: 'uuid' });

/**
 * Control, format (with bidi overrides), surrogate halves and line separators, and letters that show as
 * nothing (Hangul and Khmer fillers, the grapheme joiner, the blank Braille pattern): they forge mails and lists.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/u;

/** A name on one line: NFC, 1 to 50 characters, nothing invisible. */
export const personName = oneLine(limits.personNameLength);

/** Text on one line, NFC, trimmed, not empty. */
export function oneLine(maxLength: number) {
  return lineOfText(maxLength).pipe(z.string().min(1, 'is empty')).meta({ minLength: 1, maxLength });
}

/** Every way to end a line: of systems, of Unicode, and Shift+Enter in office programs. */
const lineEnd = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Tabs, line ends, the marks and joiners that people's writing and emoji need, and the flags of parts of countries. */
const ofWriting = /[\t\n\u200c-\u200f]|\u{1f3f4}[\u{e0020}-\u{e007f}]+/gu;

/** Several lines of plain text, NFC, trimmed; line ends become LF. A character is what a person counts as one. */
export function freeText(maxLength: number) {
  const tooLong = `is longer than ${String(maxLength)} characters`;
  return z
    .string()
    .max(maxLength * maxUnitsPerCharacter, tooLong)
    .transform((text) => text.normalize('NFC').replace(lineEnd, '\n').trim())
    .pipe(
      z
        .string()
        .refine(
          (text) => !unseen.test(text.replace(ofWriting, '')),
          'has a control, format or bidi character',
        )
        .refine((text) => charactersOf(text) <= maxLength, tooLong),
    )
    .meta({ maxLength });
}

/** A family of four with skin tones has 19 code units; more for each character is no writing. */
const maxUnitsPerCharacter = 20;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function charactersOf(text: string): number {
  return Array.from(graphemes.segment(text)).length;
}

/** Refuses what is unseen before it trims: a trim would take a line end away without a word. */
function lineOfText(maxLength: number) {
  const tooLong = `is longer than ${String(maxLength)} characters`;
  return z
    .string()
    .max(maxLength * 4, tooLong)
    .refine((text) => !unseen.test(text), 'has a control, format or bidi character')
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().refine((text) => [...text].length <= maxLength, tooLong));
}

/** See `readEmailAddress`: at most 64 characters before the @ and 254 in all, the domain as `xn--…` in lower case. */
export const emailAddress = z
  .string()
  .max(600, 'is longer than 254 characters')
  .transform((text, context) => {
    const read = readEmailAddress(text);
    if ('address' in read) return read.address;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  })
  .meta({ format: 'email', maxLength: 254 });

/** A domain name in full, in lower case, as the record has it. */
export const domainName = z
  .string()
  .max(253, 'is longer than 253 characters')
  .regex(/^[\p{L}\p{M}\p{N}_-]+(\.[\p{L}\p{M}\p{N}_-]+)+$/u, 'is not a domain name')
  .transform((text) => text.normalize('NFC').toLowerCase())
  // Letters of all scripts are a class that not every language can read in a pattern.
  .meta({ wire: { type: 'string', maxLength: 253, pattern: '^[^\\s.@/:]+([.][^\\s.@/:]+)+$' } });

export const phone = z
  .string()
  .regex(/^[0-9 +()-]{1,30}$/, 'may hold digits, spaces, + ( ) and -, at most 30')
  .refine((text) => /\d/.test(text), 'has no digit');

/** A BCP 47 tag; its language has to be one of ours, so `fr-CA` is French. */
export const language = z
  .string()
  .max(35)
  .transform((tag): Language | undefined => languages.find((one) => one === tag.toLowerCase().split('-')[0]))
  .pipe(z.enum(languages, `is not supported; use one of ${languages.join(', ')}`))
  .meta({
    wire: { type: 'string', enum: [...languages], 'x-open': true },
    description: 'Taken in any case and with any region, too: fr-CA is French',
  });

export const country = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2}$/, { error: 'is not an ISO 3166-1 code', abort: true })
  .toUpperCase()
  .refine((code) => countryProblem(code) === undefined, {
    error: ({ input }) => countryProblem(String(input)) ?? '',
  })
  .meta({
    wire: { type: 'string', enum: [...countryCodes], 'x-open': true },
    description: 'ISO 3166-1 alpha-2, in any case: GB, not UK',
  });

/** RFC 3339, UTC. */
export const instant = z.string().meta({ format: 'date-time' });

/** How many items a page has at most: decimal digits, as a query holds them. */
export const pageSize = z
  .string()
  .regex(/^\d{1,4}$/, 'is not a whole number from 1 to 1000')
  .transform(Number)
  .pipe(z.int().min(1).max(limits.pageSize))
  .meta({ wire: { type: 'integer', minimum: 1, maximum: limits.pageSize } });

/** A yes or no in a query. */
export const flag = z
  .enum(['true', 'false'], 'is neither true nor false')
  .transform((text) => text === 'true')
  .meta({ wire: { type: 'boolean' } });

const maxRepeats = 20;

/** A query parameter that may be there several times. */
export function repeatable<Item extends z.ZodType>(item: Item) {
  const { $schema: _dialect, ...items } = z.toJSONSchema(item, { io: 'input' });
  return z
    .union([z.array(item).max(maxRepeats), item.transform((one): z.output<Item>[] => [one])])
    .meta({ wire: { type: 'array', maxItems: maxRepeats, items } });
}

/** An instant with its zone, in a request. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'is not an instant like 2026-03-02T09:00:00Z' })
  .transform((text) => new Date(text));
