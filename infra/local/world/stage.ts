import { parseDeliveryReports } from '../../../shared/contracts/mail/parseDeliveryReports.ts';
import type { AgreementRecord } from '../../../shared/domain/customers/record.ts';
import type { Services } from '../../../shared/services.ts';
import { findByDomain } from '../../../shared/workflows/customers/findByDomain.ts';
import { takeDeliveryReport } from '../../../shared/workflows/deliveryReports/takeDeliveryReport.ts';
import { sendMail } from '../../../shared/workflows/reconciliation/sendMail.ts';
import { asCloudEvent } from '../mail/cloudEvent.ts';
import type { DeliveryReport } from '../mail/deliveryReport.ts';
import type { TravelClock } from '../simulator/clock.ts';

/** The invented agents whose work the sample world shows; the Entra simulator knows their names. */
export const agents = {
  mara: { id: 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e01', name: 'Mara Lindqvist' },
  tomas: { id: 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e02', name: 'Tomas Okafor' },
} as const;
export type Agent = keyof typeof agents;

export function by(agent: Agent): { readonly kind: 'agent'; readonly id: string } {
  return { kind: 'agent', id: agents[agent].id };
}

/** What the stories of the sample world are told with. */
export type Stage = {
  readonly services: Services;
  readonly clock: TravelClock;
  /** What the mail service has reported, and nothing has taken yet. */
  readonly reports: DeliveryReport[];
  readonly urls: { readonly partnerCenter: string; readonly mail: string; readonly shop: string };
};

/** The mail service reports within this time. */
const reportedMs = 5_000;

/** The record of the customer whose first domain begins with a name. @throws {Error} when there is none */
export async function recordOf({ services }: Stage, name: string): Promise<AgreementRecord> {
  const id = await findByDomain(services, `${name}.onmicrosoft.com`, { resellerTenantId: null });
  const stored = id === undefined ? undefined : await services.agreements.find(id);
  if (!stored) throw new Error(`The sample customer ${name} is not there.`);
  return stored.record;
}

/** Sends the mail that waits for a customer, and takes what the mail service reports. */
export async function deliverMail(stage: Stage, customerTenantId: string): Promise<void> {
  await sendMail(stage.services, customerTenantId);
  await takeReports(stage);
}

export async function takeReports({ services, clock, reports }: Stage): Promise<void> {
  pass(clock, reportedMs);
  for (const report of reports.splice(0)) {
    const read = parseDeliveryReports(asCloudEvent(report));
    for (const one of read.reports) await takeDeliveryReport(services, one);
  }
}

/** Lets time pass. */
export function pass(clock: TravelClock, ms: number): void {
  clock.moveTo(new Date(clock.now().getTime() + ms));
}

/** Calls a control of a simulator. @throws {Error} when it refuses */
export async function order(url: string, method: string, body?: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${url} was answered ${String(answer.status)}.`);
  const text = await answer.text();
  return text ? (JSON.parse(text) as unknown) : undefined;
}
