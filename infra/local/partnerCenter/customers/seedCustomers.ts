import type { Agreement, Customer, NewCustomer } from './customer.ts';
import { guidFrom } from '../guid.ts';
import { manyCustomers } from './manyCustomers.ts';
import { resellers } from '../partner.ts';

const standings = [
  'nothing',
  'signed',
  'attested',
  'attestedLongAgo',
  'cloudOnly',
  'lost',
  'mustAskPartner',
] as const;
type Standing = (typeof standings)[number];

// One customer per line: standing, company, name before `.onmicrosoft.com`, culture, street, city, state, postal
// code, first and last name of a person there. Companies are Microsoft's samples, streets and people invented.
const table = `
nothing | Tailspin Toys | tailspintoys | en-US | 1200 Example Street | Chicago | IL | 60601 | Tania | Carr
nothing | Contoso France SAS | contosofrance | fr-FR | 12 rue des Exemples | Lyon | | 69002 | Camille | Moreau
nothing | Fabrikam Deutschland GmbH | fabrikamde | de-DE | Musterweg 4 | München | | 80331 | Jonas | Weber
signed | Northwind Traders Ltd | northwindtradersuk | en-GB | 8 Sample Lane | Manchester | | M1 1AE | Olivia | Hart
attested | Litware Nederland BV | litwarenl | nl-NL | Voorbeeldlaan 21 | Utrecht | | 3511 AA | Daan | Visser
attestedLongAgo | Adventure Works Canada | adventureworksca | fr-CA | 55 rue Modèle | Montréal | QC | H2Y 1C6 | Sophie | Tremblay
nothing | Alpine Ski House AG | alpineskihouse | de-CH | Beispielgasse 9 | Davos | | 7270 | Luca | Meier
lost | Proseware Austria GmbH | prosewareat | de-AT | Probestraße 30 | Wien | | 1010 | Anna | Gruber
signed | Wide World Importers KK | wideworldimportersjp | ja-JP | 1-2-3 Mihoncho | Tokyo | | 100-0001 | Haruka | Sato
nothing | Coho Vineyard España SL | cohovineyardes | es-ES | Calle Ejemplo 14 | Sevilla | | 41001 | Lucía | Romero
mustAskPartner | Margie’s Travel | margiestravel | en-AU | 70 Sample Road | Brisbane | QL | 4000 | Ruby | Walsh
nothing | Woodgrove Bank Israel | woodgrovebankil | he-IL | 7 Dugma Street | Tel Aviv | | 6100001 | Noa | Levi
attested | Graphic Design Institute | graphicdesigndk | da-DK | Eksempelvej 3 | København | | 1050 | Freja | Holm
signed | Lucerne Publishing Italia | lucernepublishingit | it-IT | Via Campione 18 | Torino | | 10121 | Giulia | Ferri
cloudOnly | Humongous Insurance | humongousinsurance | en-US | 400 Specimen Avenue | Austin | TX | 78701 | Marcus | Bell
nothing | Trey Research Gulf | treyresearchae | ar-AE | 19 Sample Tower | Dubai | | 00000 | Layla | Haddad
attestedLongAgo | Wingtip Toys Polska | wingtiptoyspl | pl-PL | ul. Wzorcowa 5 | Kraków | | 30-001 | Zofia | Nowak
signed | School of Fine Art | schooloffineart | en-IE | 2 Pattern Quay | Dublin | | D02 AF30 | Aoife | Byrne
nothing | Fourth Coffee Brasil | fourthcoffeebr | pt-BR | Rua Amostra 88 | Curitiba | PR | 80010-000 | Beatriz | Lima
attested | Southridge Video AB | southridgevideose | sv-SE | Provgatan 11 | Göteborg | | 411 01 | Elin | Lund
lost | Bellows College | bellowscollege | fr-BE | 6 rue du Modèle | Namur | | 5000 | Hugo | Lambert
signed | VanArsdel India | vanarsdelin | en-IN | 31 Namuna Marg | Pune | | 411001 | Asha | Rao
attested | Munson’s Pickles Norge | munsonspicklesno | nb-NO | Eksempelgata 2 | Bergen | | 5003 | Ingrid | Dahl
attestedLongAgo | Nod Publishers | nodpublishersmx | es-MX | Av. Muestra 240 | Puebla | | 72000 | Diego | Salas
`;

// Microsoft's sample customer of the agreement pages; the others are made from their domain.
const knownIds: Record<string, string> = { tailspintoys: '14876998-c0dc-46e6-9d0c-65a57a6c32ec' };

const cloudAgreedAt = '2019-05-20T00:00:00.000Z';
/** Dates before and after 1 April 2023, since when an older acceptance has to be renewed. */
const agreedAt = { attestedLongAgo: '2021-09-14T00:00:00.000Z', attested: '2025-10-06T00:00:00.000Z' };

function agreementsOf(standing: Standing, primaryContact: Agreement['primaryContact']): Agreement[] {
  if (standing === 'cloudOnly') {
    return [{ type: 'MicrosoftCloudAgreement', primaryContact, dateAgreed: cloudAgreedAt }];
  }
  if (standing !== 'attested' && standing !== 'attestedLongAgo') return [];
  return [{ type: 'MicrosoftCustomerAgreement', primaryContact, dateAgreed: agreedAt[standing] }];
}

function customerOf(line: string, index: number): NewCustomer {
  const [word, companyName = '', name = '', culture = '', ...place] = line
    .split('|')
    .map((cell) => cell.trim());
  const [addressLine1 = '', city = '', state = '', postalCode = '', firstName = '', lastName = ''] = place;
  const standing = standings.find((one) => one === word) ?? 'nothing';
  const domain = `${name}.onmicrosoft.com`;
  const ascii = firstName
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  const email = `${ascii}@${name}.example`;
  return {
    id: knownIds[name] ?? guidFrom(domain),
    companyName,
    domain,
    email,
    culture,
    language: culture.slice(0, 2),
    address: {
      country: culture.slice(-2),
      city,
      ...(state && { state }),
      addressLine1,
      postalCode,
      firstName,
      lastName,
      phoneNumber: '',
    },
    relationship: standing === 'lost' ? 'none' : 'reseller',
    allowDelegatedAccess: index % 2 === 0,
    isSigned: standing === 'signed',
    cannotAcceptDirectly: standing === 'mustAskPartner',
    agreements: agreementsOf(standing, { firstName, lastName, email, phoneNumber: '1234567890' }),
  };
}

/** The customers of a fresh simulator: 24 with a story, and plain ones when more are wanted. */
export function seedCustomers(count: number, isIndirectProvider: boolean): NewCustomer[] {
  const known = table
    .trim()
    .split('\n')
    .slice(0, count)
    .map(customerOf)
    .map(withReseller(isIndirectProvider));
  return [...known, ...manyCustomers(count - known.length, {}, 0)];
}

/** A provider's customers belong to its resellers, every third one to none. */
function withReseller(isIndirectProvider: boolean) {
  return (customer: NewCustomer, index: number): NewCustomer => {
    const associatedPartnerId: Customer['associatedPartnerId'] = resellers[index % 3]?.id;
    return isIndirectProvider ? { ...customer, associatedPartnerId } : customer;
  };
}
