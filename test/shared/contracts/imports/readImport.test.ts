import { describe, expect, it } from 'vitest';
import { readImport } from '../../../../shared/contracts/imports/readImport.ts';
import type { ImportAction } from '../../../../shared/domain/imports/customerImport.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';

/** Reads a file of lines of cells, as a spreadsheet has them. */
const read = (lines: readonly string[][], action: ImportAction = 'invite') =>
  readImport(
    lines.map((cells, index) => ({ row: index + 1, cells })),
    action,
  );

function problemsOf(lines: readonly string[][], action: ImportAction = 'invite'): unknown {
  try {
    return read(lines, action);
  } catch (failure) {
    return (
      failure as { details: { fields?: readonly { pointer: string; message: string }[] } }
    ).details.fields?.map(({ pointer, message }) => `${pointer} ${message}`);
  }
}

describe('the header of a file', () => {
  it('names its columns in any order and case, with spaces around', () => {
    const { rows } = read([
      [' EMAIL', 'customertenantid', 'firstname '],
      ['t@tailspin.example', tenant, 'Tania'],
    ]);
    expect(rows).toMatchObject([
      { customerTenantId: tenant, wish: { acceptance: { request: { recipient: { firstName: 'Tania' } } } } },
    ]);
  });

  it.each([
    ...['E-Mail', 'e-mail address', 'E-Mail-Adresse', 'Courriel', 'Correo electrónico', 'メールアドレス'],
    ...['البريد الإلكتروني', 'דוא"ל', 'E_MAIL', 'Adresse e-mail'],
  ])('may call e-mail %s', (header) => {
    expect(
      read([
        ['domain', header],
        ['a.example', 'a@a.example'],
      ]).rows,
    ).toHaveLength(1);
  });

  it('may write names with blanks, hyphens and underscores', () => {
    const header = ['Customer Tenant ID', 'First_Name', 'LAST-NAME', 'email'];
    const { rows, warnings } = read([header, [tenant, 'Tania', 'Carr', 'a@a.example']]);
    expect(rows).toMatchObject([{ wish: { acceptance: { request: { recipient: { lastName: 'Carr' } } } } }]);
    expect(warnings).toEqual([]);
  });

  it('may have columns that are not read, which a warning names', () => {
    const { rows, refused, warnings } = read([
      ['domain', 'Abteilung', 'email', 'acceptedAt'],
      ['a.example', 'Einkauf', 'a@a.example', '02.03.2026'],
    ]);
    expect([rows.length, refused.length]).toEqual([1, 0]);
    expect(warnings.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      expect.stringMatching(/^\/columns\/2 “Abteilung” is none of customerTenantId,.*and is not read$/),
      expect.stringMatching(/^\/columns\/4 “acceptedAt” is none of/),
    ]);
  });

  it.each<[string, string[], ImportAction, string[]]>([
    [
      'a column twice',
      ['domain', 'email', 'Email'],
      'invite',
      ['/columns/email is there twice: “email” and “Email”'],
    ],
    [
      'no e-mail, but a name for it that is not known',
      ['domain', 'Fernschreiber'],
      'invite',
      ['/columns/email is missing', '/columns/2 “Fernschreiber” is none of'],
    ],
    ['no e-mail', ['domain'], 'invite', ['/columns/email is missing']],
    ['no customer', ['email'], 'invite', ['/columns has neither customerTenantId nor domain']],
    [
      'no signatory',
      ['domain', 'email'],
      'attest',
      ['/columns/firstName is missing', '/columns/lastName is missing'],
    ],
  ])('is refused with %s', (_what, header, action, problems) => {
    const told = problemsOf([header, ['x']], action) as string[];
    expect(told.map((text, index) => text.startsWith(problems[index] ?? 'nothing'))).toEqual(
      problems.map(() => true),
    );
  });

  it('is refused where it is data, without a word of it, and with ten problems at most', () => {
    const told = problemsOf([Array.from({ length: 30 }, () => 'tania@tailspin.example'), ['x']]) as string[];
    expect(told).toHaveLength(10);
    expect(told.join()).not.toContain('tania');
  });

  it.each([[[]], [[['domain', 'email']]]])('is not enough for a file', (lines: string[][]) => {
    expect(problemsOf(lines)).toEqual(
      expect.arrayContaining([expect.stringMatching(lines.length === 0 ? '/columns' : '/rows has no row')]),
    );
  });
});

describe('a row', () => {
  it('becomes the request of the single call, empty cells being absent', () => {
    const header = ['domain', 'firstName', 'lastName', 'email', 'language', 'note', 'delivery', '', ''];
    const { rows, refused } = read([
      header,
      ['Tailspin.example', ' Tania ', '', 'T@Tailspin.EXAMPLE', 'fr-CA', 'Hello\r\nthere', 'link', '', ''],
      ['contoso.example', '', '', 'c@contoso.example'],
    ]);
    const recipient = { firstName: 'Tania', lastName: null, email: 'T@tailspin.example', phone: null };
    const invited = {
      kind: 'existingCustomer',
      recipient,
      language: 'fr',
      note: 'Hello\nthere',
      delivery: 'link',
    };
    expect(rows).toMatchObject([
      {
        ...{ row: 2, customerTenantId: null },
        wish: { domain: 'tailspin.example', acceptance: { path: 'invite', request: invited } },
      },
      { wish: { acceptance: { request: { delivery: 'email', language: null, note: null } } } },
    ]);
    expect(refused).toEqual([]);
  });

  it.each(['02.03.2026', '3/2/2026', '2026-3-2', '2 March 2026'])(
    'has one message for the date %s',
    (date) => {
      const header = ['domain', 'firstName', 'lastName', 'email', 'acceptedAt'];
      const { refused } = read([header, ['a.example', 'A', 'B', 'a@a.example', date]], 'attest');
      expect(refused).toMatchObject([
        {
          outcome: {
            errors: [
              { pointer: '/rows/2/acceptedAt', message: expect.stringContaining('2026-03-02') as unknown },
            ],
          },
        },
      ]);
      expect(refused[0]?.outcome.kind === 'refused' && refused[0].outcome.errors).toHaveLength(1);
    },
  );

  it('of an attestation likewise', () => {
    const { rows } = read(
      [
        ['customerTenantId', 'firstName', 'lastName', 'email', 'phone', 'acceptedAt', 'country'],
        [tenant.toUpperCase(), 'Tania', 'Carr', 't@tailspin.example', '+1 (425) 555', '2026-03-01', 'us'],
      ],
      'attest',
    );
    const signatory = {
      firstName: 'Tania',
      lastName: 'Carr',
      email: 't@tailspin.example',
      phone: '+1 (425) 555',
    };
    const request = {
      signatory,
      acceptedAt: new Date('2026-03-01'),
      isDay: true,
      country: 'US',
      delivery: 'email',
    };
    expect(rows).toMatchObject([
      { customerTenantId: tenant, wish: { domain: null, acceptance: { path: 'attest', request } } },
    ]);
  });

  it.each<[string, string[], string[]]>([
    [
      'neither id nor domain',
      ['', '', 'a@b.example', ''],
      ['/rows/2/customerTenantId is missing, and so is domain'],
    ],
    [
      'both',
      [tenant, 'b.example', 'a@b.example', ''],
      ['/rows/2/domain is there beside customerTenantId: give one'],
    ],
    [
      'an id that is none',
      ['tailspin', '', 'a@b.example', ''],
      ['/rows/2/customerTenantId is not a tenant id'],
    ],
    ['no address', [tenant, '', '', ''], ['/rows/2/email is missing']],
    [
      'an address that is none, and another language',
      [tenant, '', 'nobody', 'tlh'],
      ['/rows/2/email', '/rows/2/language'],
    ],
    ['a cell too many', [tenant, '', 'a@b.example', '', 'left over'], ['/rows/2 has more cells']],
  ])('with %s is refused by itself, by column and without its values', (_what, cells, problems) => {
    const { rows, refused } = read([
      ['customerTenantId', 'domain', 'email', 'language'],
      cells,
      ['', 'contoso.example', 'c@contoso.example', ''],
    ]);
    expect(rows.map(({ row }) => row)).toEqual([3]);
    const [first] = refused;
    expect([refused.length, first?.row, first?.outcome.kind]).toEqual([1, 2, 'refused']);
    const outcome = first?.outcome.kind === 'refused' ? first.outcome : expect.fail('it is refused');
    expect(outcome.code).toBe('INVALID_INPUT');
    const told = outcome.errors.map(({ pointer, message }) => `${pointer} ${message}`);
    expect(told.map((text, index) => text.startsWith(problems[index] ?? 'nothing'))).toEqual(
      problems.map(() => true),
    );
    expect(told.join()).not.toMatch(/nobody|tlh|left over|b\.example/);
  });

  it('keeps control characters and bidi overrides out, as the single call does', () => {
    const { refused } = read([
      ['domain', 'email', 'firstName', 'note'],
      ['a.example', 'a@b.example', 'Ta\u0007nia', 'see \u202Emoc.live'],
    ]);
    const [row] = refused;
    expect(row?.outcome).toMatchObject({
      errors: [{ pointer: '/rows/2/firstName' }, { pointer: '/rows/2/note' }],
    });
  });
});
