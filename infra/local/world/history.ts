import { noteOrderRefusal } from '../../../shared/workflows/checks/noteOrderRefusal.ts';
import { discoverCustomers } from '../../../shared/workflows/discovery/discoverCustomers.ts';
import { declineInvitation } from '../../../shared/workflows/invitations/declineInvitation.ts';
import { noteDirectRefusal } from '../../../shared/workflows/invitations/noteDirectRefusal.ts';
import { attest, create, invite, open, openAndAccept, sign } from './deeds.ts';
import { addEndpoint, importInvitations } from './otherSystems.ts';
import { inviteCompany, joinAsCustomer } from './prospects.ts';
import { by, order, recordOf, type Stage } from './stage.ts';

/** What happened so many days ago. */
export type Chapter = readonly [daysAgo: number, tell: (stage: Stage) => Promise<unknown>];

/** How long ago the partner installed the app. */
export const installedDaysAgo = 182;

/** Of the 24 customers so many were there at the start; the last ones come in the course of the history. */
export const customersAtStart = 20;

/** Customers of the simulator that have accepted there, and are to do so in the course of the history. */
const toAccept = [
  ...['northwindtradersuk', 'wideworldimportersjp', 'lucernepublishingit', 'schooloffineart'],
  ...['graphicdesigndk', 'contosofrance'],
];

/** The partner's first half year with the app: every path to an acceptance, and what goes wrong on the way. */
export const history: readonly Chapter[] = [
  [
    installedDaysAgo,
    async (stage) => {
      for (const name of toAccept) await haveNothing(stage, name);
      await discoverCustomers(stage.services);
    },
  ],
  [176, (stage) => addEndpoint(stage, 'shop', 'Web shop')],
  [175, (stage) => invite(stage, 'northwindtradersuk', { who: ['Olivia', 'Hart'] })],
  [173.8, (stage) => openAndAccept(stage, 'northwindtradersuk')],
  [168, (stage) => attest(stage, 'contosofrance', { who: ['Camille', 'Moreau'] })],
  [167.4, (stage) => sign(stage, 'contosofrance')],
  [160, (stage) => invite(stage, 'wideworldimportersjp', { who: ['Haruka', 'Sato'], agent: 'tomas' })],
  [154.6, (stage) => openAndAccept(stage, 'wideworldimportersjp')],
  [150, (stage) => invite(stage, 'adventureworksca', { who: ['Sophie', 'Tremblay'] })],
  [146.7, (stage) => openAndAccept(stage, 'adventureworksca')],
  [139, (stage) => attest(stage, 'graphicdesigndk', { who: ['Freja', 'Holm'], agent: 'mara' })],
  [138.5, (stage) => sign(stage, 'graphicdesigndk')],
  [
    128,
    (stage) =>
      create(stage, 'vanarsdelin', {
        ...{ companyName: 'VanArsdel India', who: ['Asha', 'Rao'], path: 'invite' },
        ...{ phone: '+91 2055550100', registrationNumber: 'U72200PN2019PTC1234' },
        place: { addressLine1: '31 Namuna Marg', city: 'Pune', postalCode: '411001', country: 'IN' },
      }),
  ],
  [125.2, (stage) => openAndAccept(stage, 'vanarsdelin')],
  [118, (stage) => invite(stage, 'lucernepublishingit', { who: ['Giulia', 'Ferri'], local: 'bounce' })],
  [117.6, (stage) => invite(stage, 'lucernepublishingit', { who: ['Giulia', 'Ferri'] })],
  [112.1, (stage) => openAndAccept(stage, 'lucernepublishingit')],
  [
    96,
    (stage) =>
      create(stage, 'munsonspicklesno', {
        ...{ companyName: 'Munson’s Pickles Norge', who: ['Ingrid', 'Dahl'], path: 'attest' },
        place: { addressLine1: 'Eksempelgata 2', city: 'Bergen', postalCode: '5003', country: 'NO' },
      }),
  ],
  [95.7, (stage) => sign(stage, 'munsonspicklesno')],
  [
    84,
    (stage) =>
      inviteCompany(stage, { companyName: 'Nod Publishers', domain: 'nodpublishersmx.onmicrosoft.com' }, [
        ...(['Diego', 'Salas', 'diego@nodpublishersmx.example'] as const),
      ]),
  ],
  [
    80.4,
    (stage) =>
      joinAsCustomer(stage, {
        ...{ companyName: 'Nod Publishers', domain: 'nodpublishersmx.onmicrosoft.com' },
        ...{ country: 'MX', email: 'diego@nodpublishersmx.example' },
      }),
  ],
  [76, (stage) => setSender(stage, { subscriptionBlocked: true })],
  [75.9, (stage) => invite(stage, 'woodgrovebankil', { who: ['Noa', 'Levi'] })],
  [75.6, (stage) => setSender(stage, { subscriptionBlocked: false })],
  [68.3, (stage) => openAndAccept(stage, 'woodgrovebankil')],
  [60, (stage) => invite(stage, 'cohovineyardes', { who: ['Lucía', 'Romero'] })],
  [57, (stage) => inviteCompany(stage, { companyName: 'The Phone Company' }, lost)],
  [41, (stage) => invite(stage, 'fabrikamde', { who: ['Jonas', 'Weber'], agent: 'tomas' })],
  [
    29,
    (stage) => invite(stage, 'cohovineyardes', { who: ['Lucía', 'Romero'], note: 'As agreed on the phone.' }),
  ],
  [
    26,
    (stage) =>
      inviteCompany(stage, { companyName: 'Bellows College' }, ['Hugo', 'Lambert', 'hugo@bellows.example']),
  ],
  [24.8, (stage) => openAndAccept(stage, 'cohovineyardes')],
  [
    22.5,
    (stage) =>
      joinAsCustomer(stage, {
        ...{ companyName: 'Bellows College', domain: 'bellowscollege.onmicrosoft.com' },
        ...{ country: 'BE', email: 'it@bellowscollege.example' },
      }),
  ],
  [16, (stage) => invite(stage, 'margiestravel', { who: ['Ruby', 'Walsh'] })],
  [15.2, (stage) => haveAskPartner(stage, 'margiestravel')],
  [12, (stage) => invite(stage, 'alpineskihouse', { who: ['Luca', 'Meier'] })],
  [11.4, (stage) => open(stage, 'alpineskihouse')],
  [9, (stage) => inviteCompany(stage, { companyName: 'Consolidated Messenger' }, waiting)],
  [8, (stage) => invite(stage, 'humongousinsurance', { who: ['Marcus', 'Bell'], local: 'bounce' })],
  [7, (stage) => importInvitations(stage, importRows)],
  [6.7, (stage) => addEndpoint(stage, 'warehouse', 'Licence warehouse')],
  [4.6, (stage) => openAndAccept(stage, 'schooloffineart')],
  [3.5, (stage) => attest(stage, 'treyresearchae', { who: ['Layla', 'Haddad'] })],
  [3.2, (stage) => decline(stage, 'treyresearchae')],
  [2, (stage) => invite(stage, 'fourthcoffeebr', { who: ['Beatriz', 'Lima'], agent: 'tomas' })],
  [1.8, (stage) => inviteCompany(stage, { companyName: 'Best For You Organics' }, newest)],
  [1.2, (stage) => haveOrderRefused(stage, 'humongousinsurance')],
  [0.1, (stage) => attest(stage, 'margiestravel', { who: ['Ruby', 'Walsh'] })],
];

const lost = ['Erik', 'Olsen', 'erik@thephonecompany.example'] as const;
const waiting = ['Chiara', 'Conti', 'chiara@consolidatedmessenger.example'] as const;
const newest = ['Moses', 'Kahn', 'moses@bestforyouorganics.example'] as const;

/** Two rows are carried out; the others name a customer twice, an unknown one, no address, and one that has accepted. */
const importRows = [
  'schooloffineart.onmicrosoft.com,Aoife,Byrne,aoife@schooloffineart.example',
  'tailspinfinance.onmicrosoft.com,Sam,Hill,sam@tailspinfinance.example',
  'litwarenl.onmicrosoft.com,Daan,Visser,daan@litwarenl.example',
  'southridgevideose.onmicrosoft.com,Elin,Lund,elin',
  'schooloffineart.onmicrosoft.com,Aoife,Byrne,aoife@schooloffineart.example',
  'treyresearchae.onmicrosoft.com,Layla,Haddad,bounce@treyresearchae.example',
];

/** As if the simulated customer had accepted nothing before. */
async function haveNothing({ urls }: Stage, name: string): Promise<void> {
  const { items } = (await order(`${urls.partnerCenter}/_control/customers`, 'GET')) as {
    items: readonly { id: string; domain: string }[];
  };
  const id = items.find(({ domain }) => domain === `${name}.onmicrosoft.com`)?.id ?? name;
  await order(`${urls.partnerCenter}/_control/customers/${id}`, 'PATCH', { isSigned: false, agreements: [] });
}

async function setSender({ urls }: Stage, settings: { subscriptionBlocked: boolean }): Promise<void> {
  await order(`${urls.mail}/_control/settings`, 'PUT', settings);
}

/** The admin center sends the customer back to the partner. */
async function haveAskPartner(stage: Stage, name: string): Promise<void> {
  await open(stage, name);
  const { customerTenantId } = await recordOf(stage, name);
  await noteDirectRefusal(stage.services, { customerTenantId, by: by('mara') });
}

/** The signatory says through the link that they are not the one to accept. */
async function decline(stage: Stage, name: string): Promise<void> {
  const { services } = stage;
  const { customerTenantId, attestation } = await recordOf(stage, name);
  const url = services.links.attestationUrl(customerTenantId, attestation?.number ?? 1);
  await declineInvitation(services, { token: url.split('/').at(-1) ?? '' });
}

async function haveOrderRefused(stage: Stage, name: string): Promise<void> {
  const { customerTenantId } = await recordOf(stage, name);
  await noteOrderRefusal(stage.services, { customerTenantId, code: '13605', by: by('tomas') });
}
