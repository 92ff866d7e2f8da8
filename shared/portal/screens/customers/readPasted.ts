import type { Customer } from '../../../client/operations.ts';
import type { Recipient } from './recipientOf.ts';

const isEmail = (cell: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell);

/**
 * Reads a table copied from a spreadsheet: the cell with an @ is the address, cells that name a customer say whose it
 * is, and what is left are first and last name. Lines that name no customer count in order. Undefined for plain text.
 */
export function readPasted(
  text: string,
  customers: readonly Customer[],
): ((customer: Customer, at: number) => Recipient | undefined) | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.split(/\t|;/).map((cell) => cell.trim()))
    .filter((cells) => cells.some(isEmail));
  if (lines.length === 0 || (lines.length === 1 && lines[0]?.length === 1)) return undefined;
  const names = new Map(customers.flatMap((one) => namesOf(one).map((name) => [name, one] as const)));
  const byCustomer = new Map<Customer, Recipient>();
  const inOrder: Recipient[] = [];
  for (const cells of lines) {
    const named = cells.find((cell) => names.has(cell.toLowerCase()));
    const customer = names.get(named?.toLowerCase() ?? '');
    const [firstName = '', lastName = ''] = cells.filter(
      (cell) => cell !== named && cell !== '' && !isEmail(cell),
    );
    const recipient = { email: cells.find(isEmail) ?? '', firstName, lastName };
    if (customer) byCustomer.set(customer, recipient);
    else inOrder.push(recipient);
  }
  const unnamed = customers.filter((one) => !byCustomer.has(one));
  return (customer) => byCustomer.get(customer) ?? inOrder[unnamed.indexOf(customer)];
}

const namesOf = (one: Customer): string[] =>
  [one.customerTenantId, one.companyName, one.domain].filter(Boolean).map((name) => name.toLowerCase());
