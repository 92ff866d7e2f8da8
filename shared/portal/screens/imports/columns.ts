import type { Operations } from '../../../client/operations.ts';
import type { Table } from './table.ts';

export type ImportAction = Operations['createImport']['query']['action'];

/** The columns that the API reads, by action; one of the first two says whose row it is. */
export const customerColumns = ['customerTenantId', 'domain'] as const;

const acceptance = ['firstName', 'lastName', 'email'] as const;
const columnsOf = {
  invite: [...acceptance, 'language', 'note', 'delivery'],
  attest: [
    ...acceptance,
    ...(['phone', 'acceptedAt', 'companyName', 'country', 'language', 'delivery'] as const),
  ],
} as const;
const neededOf = { invite: ['email'], attest: acceptance } as const;

/** Actions about what is there already need the customer alone. */
const partOf = <Part>(parts: { readonly invite: Part; readonly attest: Part }, action: ImportAction) =>
  action === 'invite' || action === 'attest' ? parts[action] : undefined;

export type Column = (typeof customerColumns)[number] | (typeof columnsOf)['invite' | 'attest'][number];

/** What is read of each of a file's columns; null is not read. */
export type Mapping = readonly (Column | null)[];

/** What spreadsheets call them in our languages, apart from case, blanks and signs. */
const synonyms: Readonly<Partial<Record<Column, string>>> = {
  customerTenantId:
    'tenantid tenant microsoftid kundenid kundentenantid idclient iddelocataire locataire idinquilino inquilino テナントid معرّفالمستأجر معرفالمستأجر מזההדייר',
  domain:
    'domainname primarydomain defaultdomain domäne domaene domaine dominio ドメイン النطاق نطاق דומיין תחום',
  firstName: 'firstname givenname forename vorname prénom prenom nombre 名 الاسمالأول الاسم שםפרטי',
  lastName:
    'lastname surname familyname nachname familienname nom nomdefamille apellido apellidos 姓 اسمالعائلة اللقب שםמשפחה',
  email:
    'email emailaddress mail mailaddress emailadresse mailadresse courriel adresseemail adressemail correo correoelectrónico メール メールアドレス eメール البريدالإلكتروني البريد דואל דוארלקטרוני אימייל',
  phone: 'phonenumber telephone telefon telefonnummer téléphone teléfono 電話 電話番号 الهاتف هاتف טלפון',
  language: 'lang sprache langue idioma 言語 اللغة שפה',
  note: 'notiz hinweis message nachricht nota mensaje メモ ملاحظة הערה',
  companyName: 'company firma firmenname société entreprise empresa 会社 会社名 الشركة חברה',
  country: 'land pays país 国 البلد מדינה ארץ',
  acceptedAt: 'accepted acceptancedate zugestimmtam datum dateacceptation fechaaceptación 同意日',
};

const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');

export const columnsFor = (action: ImportAction): readonly Column[] => [
  ...customerColumns,
  ...(partOf<readonly Column[]>(columnsOf, action) ?? []),
];

export const isNeeded = (column: Column, action: ImportAction): boolean =>
  partOf<readonly Column[]>(neededOf, action)?.includes(column) ?? false;

const kept = 'importColumns';
type Remembered = Readonly<Record<string, string>>;

function remembered(): Remembered {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(kept) ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Remembered) : {};
  } catch {
    return {};
  }
}

/** Keeps what the columns of this file were taken for, by their headers; what looks like data is not kept. */
export function rememberMapping({ header }: Table, mapping: Mapping): void {
  const entries = header.flatMap((name, at) =>
    /@|\d{3}/.test(name) || plain(name) === '' ? [] : [[plain(name), mapping[at] ?? ''] as const],
  );
  localStorage.setItem(kept, JSON.stringify({ ...remembered(), ...Object.fromEntries(entries) }));
}

/** The columns of a file by what was chosen last time, else by their names; each is taken once. */
export function mappingOf({ header }: Table, action: ImportAction): Mapping {
  const earlier = remembered();
  const taken = new Set<Column>();
  return header.map((name) => {
    const known = columnsFor(action);
    const chosen = earlier[plain(name)];
    const column =
      chosen === ''
        ? undefined
        : (known.find((one) => one === chosen) ??
          known.find((one) => plain(one) === plain(name) || namesOf(one).includes(plain(name))));
    if (!column || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
}

const namesOf = (column: Column): readonly string[] => synonyms[column]?.split(' ').map(plain) ?? [];

export type ColumnProblem =
  | { readonly kind: 'missing'; readonly column: Column }
  | { readonly kind: 'noCustomer' }
  | { readonly kind: 'twice'; readonly column: Column };

/** What keeps these columns from being read. */
export function columnProblems(mapping: Mapping, action: ImportAction): readonly ColumnProblem[] {
  const given = mapping.filter((column) => column !== null);
  const customer = customerColumns.filter((column) => given.includes(column));
  return [
    ...(customer.length === 0 ? [{ kind: 'noCustomer' } as const] : []),
    ...columnsFor(action)
      .filter((column) => isNeeded(column, action) && !given.includes(column))
      .map((column) => ({ kind: 'missing', column }) as const),
    ...[...new Set(given.filter((one, at) => given.indexOf(one) !== at))].map(
      (column) => ({ kind: 'twice', column }) as const,
    ),
  ];
}

/** The cell of a row that was taken for a column. */
export const cellOf = (cells: readonly string[], mapping: Mapping, column: Column): string =>
  cells[mapping.indexOf(column)]?.trim() ?? '';
