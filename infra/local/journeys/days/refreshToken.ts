import { createApiClient } from '../../apiClient.ts';
import { expectEqual, member } from '../expect.ts';
import type { Journey, Stage } from '../journey.ts';
import { putSimulatorSettings } from '../simulatorSettings.ts';
import { letPass } from './letPass.ts';

/** The refresh token of the agent who consented is renewed each week; without that, agents are warned in time. */
export const refreshToken: Journey = async ({ urls, say }) => {
  say('Entra gives no new refresh token for 80 days: agents see that the one stored ends soon.');
  await putSimulatorSettings(urls.entra, { newRefreshTokens: false });
  await letPass(urls, 'P80D');
  const { condition, daysLeft } = await probe(urls);
  expectEqual('condition', condition, 'consentEndsSoon');
  say(`  ${String(daysLeft)} days left`);

  say('Entra gives new ones again: within a week the token is renewed, and good for another 90 days.');
  await putSimulatorSettings(urls.entra, { newRefreshTokens: true });
  await letPass(urls, 'P7D');
  const renewed = await probe(urls);
  expectEqual('condition', renewed.condition, 'consentWorks');
  expectEqual('more than 80 days left', Number(renewed.daysLeft) > 80, true);
};

async function probe(urls: Stage['urls']): Promise<{ condition: unknown; daysLeft: unknown }> {
  const { body } = await (await createApiClient(urls)).get('/connection');
  const found = (member(body, 'probes') as unknown[]).find((one) => member(one, 'name') === 'refreshToken');
  return { condition: member(found, 'condition'), daysLeft: member(found, 'facts.daysLeft') };
}
