import { createApiClient } from '../../apiClient.ts';
import { expectAccepted, signatoryOf, typesOfHistory } from '../attestParts.ts';
import { expectEqual, expectText, member } from '../expect.ts';
import { sampleCustomer, type Journey } from '../journey.ts';
import { goOnFrom } from '../openLink.ts';
import { letPass } from './letPass.ts';
import { mailsTo } from './mailsTo.ts';

/** Microsoft's page ends after a day; the link in the mail leads to a new one when it is opened later. */
export const linkRenewal: Journey = async ({ urls, say, customer = sampleCustomer }) => {
  const { tenant } = customer;
  const signatory = signatoryOf(customer);
  const agent = await createApiClient(urls);
  say('The agent attests: Microsoft’s page goes to the signatory by e-mail.');
  const asked = { signatory, delivery: 'email' };
  expectEqual('answer', (await agent.post(`/customers/${tenant}/attestations`, asked)).status, 202);
  await letPass(urls, 'PT1M');
  const [mail] = await mailsTo(urls.mail, signatory.email);
  const link = expectText('the link', /https?:\/\/\S+\/api\/i\/[\w-]+/.exec(mail?.text ?? '')?.[0]);

  say('Two days pass: Microsoft’s page has ended, and another one waits to be wanted.');
  await letPass(urls, 'P2D');
  const later = await createApiClient(urls);
  const links = async () => member((await later.get(`/customers/${tenant}`)).body, 'attestation.links');
  expectEqual('ended', (await typesOfHistory(later, tenant)).includes('attestationLinkEnded'), true);
  expectEqual('pages', await links(), 1);

  say('The signatory opens the mail of two days ago: it leads to a new page, and is accepted there.');
  const page = await goOnFrom(link);
  expectEqual('pages', await links(), 2);
  expectEqual('the page accepts', (await fetch(page, { method: 'POST' })).status, 200);

  say('An hour later the acceptance is known, though no person asked for a check.');
  await letPass(urls, 'PT1H');
  await expectAccepted(await createApiClient(urls), urls.partnerCenter, customer);
};
