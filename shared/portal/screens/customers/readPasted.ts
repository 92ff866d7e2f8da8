import type { Customer } from '../../../client/operations.ts';
import type { Recipient } from './recipientOf.ts';

const isEmail = (cell: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell);

type Pasted = {
  /** By customer tenant id. */
  readonly recipients: ReadonlyMap<string, Recipient>;
  /** Lines that say nothing of the customers: without an address, of another customer, or more than there are customers. */
  readonly spareLines: number;
};

/**
 * Reads a table copied from a spreadsheet: the cell with an @ is the address, cells that name a customer say whose it
 * is, and what is left are first and last name. Where no line names a customer, they count in order: a line beside others
 * that do is about a customer who is not selected, and nobody else gets its mail. Undefined for plain text.
 */
export function readPasted(text: string, customers: readonly Customer[]): Pasted | undefined {
  const all = text
    .split(/\r?\n/)
    .map((line) => line.split(/\t|;/).map((cell) => cell.trim()))
    .filter((cells) => cells.some(Boolean));
  const lines = all.filter((cells) => cells.some(isEmail));
  if (lines.length === 0 || (lines.length === 1 && lines[0]?.length === 1)) return undefined;
  const names = new Map(customers.flatMap((one) => namesOf(one).map((name) => [name, one] as const)));
  const recipients = new Map<string, Recipient>();
  const inOrder: Recipient[] = [];
  for (const cells of lines) {
    const named = cells.find((cell) => names.has(cell.toLowerCase()));
    const customer = names.get(named?.toLowerCase() ?? '');
    const [firstName = '', lastName = ''] = cells.filter(
      (cell) => cell !== named && cell !== '' && !isEmail(cell),
    );
    const recipient = { email: cells.find(isEmail) ?? '', firstName, lastName };
    if (customer) recipients.set(customer.customerTenantId, recipient);
    else inOrder.push(recipient);
  }
  if (recipients.size === 0) {
    for (const [at, one] of customers.entries()) {
      const recipient = inOrder[at];
      if (recipient) recipients.set(one.customerTenantId, recipient);
    }
  }
  const hasHeader = all[0] !== lines[0];
  return { recipients, spareLines: all.length - (hasHeader ? 1 : 0) - recipients.size };
}

const namesOf = (one: Customer): string[] =>
  [one.customerTenantId, one.companyName, one.domain].filter(Boolean).map((name) => name.toLowerCase());
