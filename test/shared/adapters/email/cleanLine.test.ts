import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, isPlainAddress } from '../../../../shared/adapters/email/cleanLine.ts';

describe('cleanLine', () => {
  it.each([
    ['Tania Carr', 'Tania Carr'],
    ['Tania\r\nBcc: all@evil.example', 'Tania Bcc: all@evil.example'],
    ['Tania\u2028Carr\u2029', 'Tania Carr'],
    ['evil\u202Efdp.exe', 'evilfdp.exe'],
    ['\u2066isolated\u2069 \u200Bzero\uFEFF', 'isolated zero'],
    ['broken \uD800 half', 'broken half'],
    ['Zoe\u0308', 'Zoë'],
    ['\u0000\t\u007f', ''],
    ['نورة', 'نورة'],
  ])('makes %j into %j', (text, expected) => {
    expect(cleanLine(text, 64)).toBe(expected);
  });

  it('cuts between characters', () => {
    expect(cleanLine('ab😀😀', 3)).toBe('ab😀');
    expect(cleanLine('ab cd', 3)).toBe('ab');
  });

  it('leaves no control, format or broken character of any text, and no line break', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanLine(text, 150)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('isPlainAddress', () => {
  it.each(['tania@contoso.example', "o'neil+mca@sub.contoso.example", 'jürgen@müller.example'])(
    'takes %s',
    (text) => {
      expect(isPlainAddress(text)).toBe(true);
    },
  );

  it.each([
    '',
    'tania',
    '@contoso.example',
    'tania@',
    'a@b@c',
    'a@b.example,c@d.example',
    'a@b.example;c@d.example',
    'Tania <tania@contoso.example>',
    '"x y"@contoso.example',
    'a@b.example\r\nBcc: c@d.example',
    'a\u202E@b.example',
    `${'a'.repeat(310)}@contoso.example`,
  ])('refuses %j', (text) => {
    expect(isPlainAddress(text)).toBe(false);
  });
});
