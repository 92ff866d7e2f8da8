import type { Travel } from './entra/clockControl.ts';
import { startEntra } from './entra/entra.ts';
import { localPartner } from './localSettings.ts';
import { startPartnerCenter, type PartnerCenterOptions } from './partnerCenter/partnerCenter.ts';
import type { Ports } from './ports.ts';
import type { TravelClock } from './simulator/clock.ts';
import { createShop } from './world/shop.ts';

export type SimulatedPartner = Pick<
  PartnerCenterOptions,
  'partnerType' | 'startCustomers' | 'classicAttestation'
>;

/** Partner Center as the app of this environment meets it. */
export function startPartnerCenterFor(
  ports: Ports,
  { path, clock, simulated }: { path: string | undefined; clock: TravelClock; simulated: SimulatedPartner },
) {
  const entraUrl = `http://127.0.0.1:${String(ports.entra)}`;
  return startPartnerCenter({
    port: ports.partnerCenter,
    entraUrl,
    partnerTenantId: localPartner.tenantId,
    // As if `npm run partner-center:webhook -- register` had been done.
    webhookUrl: `http://127.0.0.1:${String(ports.functions)}/api/v1/webhooks/partner-center`,
    ...simulated,
    ...{ clock: clock.now, at: clock.at, clockUrl: clockUrlOf(ports) },
    ...statePath(path),
  });
}

/** Entra with this environment's secrets, and beside it what takes webhooks. */
export function startEntraFor(
  ports: Ports,
  { clientSecret, refreshToken }: { clientSecret: string; refreshToken: string },
  travel: Travel & { readonly clock: TravelClock },
) {
  const {
    tenantId,
    apiAudience,
    apiClientId,
    portalClientId,
    partnerCenterClientId: clientId,
  } = localPartner;
  const api = { audience: apiAudience, clientId: apiClientId };
  const at = (port: number): string => `http://127.0.0.1:${String(port)}`;
  return startEntra({
    port: ports.entra,
    tenantId,
    api,
    partnerCenterApp: { clientId, clientSecret, refreshToken },
    portal: { clientId: portalClientId, redirectUris: [`${at(ports.functions)}/portal/`] },
    ...{ clock: travel.clock.now, travel, clockUrl: clockUrlOf(ports) },
    extra: createShop(travel.clock.now),
  });
}

/** Where the time of the environment is moved. */
export function clockUrlOf({ entra }: Ports): string {
  return `http://127.0.0.1:${String(entra)}/_control/clock`;
}

/** Where a simulator keeps what it knows; without a path it forgets. */
export function statePath(path: string | undefined): { statePath?: string } {
  return path ? { statePath: path } : {};
}
