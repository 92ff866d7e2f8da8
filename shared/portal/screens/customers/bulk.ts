import type { Customer } from '../../../client/operations.ts';
import { command } from '../../api/call.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { each } from './each.ts';
import { openWay } from '../customer/actions.ts';

export type BulkAct = 'check' | 'resend' | 'cancel';

/** What became of one customer; `skipped` where there is nothing to send again or to withdraw. */
export type Outcome = { readonly customer: Customer; readonly result: 'done' | 'skipped' | Problem };

/** Whether an act means anything for a customer. */
export function fits(act: BulkAct, customer: Customer): boolean {
  const way = openWay(customer);
  if (act === 'resend') return way?.canResend ?? false;
  return act === 'check' || (way?.isOpen ?? false);
}

/** As many as are asked for one by one; more become an import, which the server carries out at the pace it can. */
export const mostByItself = 10;

/** The rows of an import that was begun for selected customers, so that their names stand beside the results. */
export async function keepNames(importId: string, customers: readonly Customer[]): Promise<void> {
  const { keepFile } = await import('../imports/draft.ts');
  const mapping = ['customerTenantId', 'companyName', 'domain'] as const;
  const rows = customers.map((one, at) => ({ number: at + 1, cells: mapping.map((column) => one[column]) }));
  keepFile(importId, { name: '', header: mapping, rows }, mapping);
}

/** Does the same for each customer, and tells what became of each. */
export async function forEach(
  act: BulkAct,
  customers: readonly Customer[],
  options: { readonly signal: AbortSignal; readonly onDone: (count: number) => void },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  await each(customers, options, async (customer) => {
    const result = fits(act, customer)
      ? await run(act, customer).then(() => 'done' as const, asProblem)
      : 'skipped';
    outcomes.push({ customer, result });
  });
  return outcomes;
}

function run(act: BulkAct, customer: Customer): Promise<unknown> {
  const { customerTenantId } = customer;
  const way = openWay(customer);
  if (act === 'check' || !way) return command('requestCheck', { params: { customerTenantId }, body: {} });
  if (way.kind === 'invitation') {
    const name = act === 'resend' ? 'resendInvitation' : 'cancelInvitation';
    return command(name, { params: { invitationId: way.id }, body: {} });
  }
  const name = act === 'resend' ? 'resendAttestation' : 'cancelAttestation';
  return command(name, { params: { customerTenantId, attestationId: way.id }, body: {} });
}
