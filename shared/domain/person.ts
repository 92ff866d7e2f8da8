/** A person at the customer: who accepts, or whom we write to. Absent parts are null. */
export type Person = {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
  readonly phone: string | null;
};

/** How a mail greets a person; null greets without a name. */
export function fullName({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string | null {
  return [firstName, lastName].filter((part) => part !== null).join(' ') || null;
}
