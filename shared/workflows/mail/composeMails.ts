import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { FirstSignIn } from '../../domain/mail/mailOrder.ts';
import type { OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { composePendingMail, type Names } from './composePendingMail.ts';

export type ComposeNeeds = Pick<
  Needs,
  'mailComposer' | 'links' | 'handOver' | 'policy' | 'customerOrders' | 'clock' | 'people'
>;

/** The mails that wait after a step and did not before, ready to send. */
export async function composeMails(
  needs: ComposeNeeds,
  before: AgreementRecord,
  after: AgreementRecord,
): Promise<OutgoingMail[]> {
  const known = new Set(before.mails.map(({ operationId }) => operationId));
  const fresh = after.mails.filter(({ operationId }) => !known.has(operationId));
  if (fresh.length === 0) return [];
  const composeMail = await needs.mailComposer();
  const signIn = needs.policy.mailPasswords ? await signInWithPassword(needs, after) : undefined;
  const inviterNames = await namesOf(needs, [after.invitation?.invitedBy, after.attestation?.invitedBy]);
  return fresh.map((mail) =>
    composePendingMail({ ...needs, composeMail }, after, { mail, signIn, inviterNames }),
  );
}

/** A mail does without a name that cannot be read. */
async function namesOf({ people }: ComposeNeeds, ids: readonly (string | undefined)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== undefined))];
  if (wanted.length === 0) return new Map();
  const found = await people.find(wanted).catch(() => []);
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** The password itself, where it still waits to be seen and a mail can show it as it is. */
async function signInWithPassword(
  { customerOrders, handOver, clock }: ComposeNeeds,
  { customerTenantId, domain, invitation, credentialsUntil }: AgreementRecord,
): Promise<FirstSignIn | undefined> {
  if (invitation?.kind !== 'newCustomer' || !credentialsUntil || credentialsUntil <= clock.now()) return;
  const sealed = await customerOrders.sealed(customerTenantId);
  if (!sealed) return;
  const { userName, password } = handOver.open(customerTenantId, sealed.box);
  if (/[\p{C}\p{Z}]/u.test(userName + password)) return;
  return { kind: 'inMail', userName: `${userName}@${domain}`, password };
}
