import type { Person } from './record.ts';

/** How a mail greets a person; null greets without a name. */
export function fullName({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string | null {
  return [firstName, lastName].filter((part) => part !== null).join(' ') || null;
}
