import type { Operation } from '../../../shared/contracts/operation.ts';
import { operations } from '../../../shared/contracts/api/operations.ts';

/** A text that must not leave the place where it belongs; calls and roles that may show it are named. */
export type Canary = {
  readonly what: string;
  readonly value: string;
  readonly shownBy?: { readonly calls: readonly string[]; readonly roles: readonly string[] };
};

/** Something that a reader gets to see, and where. `call` and `role` are empty where it is no answer of the API. */
export type Seen = {
  readonly where: string;
  readonly call?: string;
  readonly role?: string;
  readonly text: string;
};

/**
 * A path below `/api` for every call that reads, so that a new one is walked as well.
 * @throws {Error} for a parameter for which no id is given: give one
 */
export function readsWith(ids: Readonly<Record<string, string>>): { name: string; path: string }[] {
  return Object.entries<Operation>(operations)
    .filter(([, { method }]) => method === 'GET')
    .map(([name, { route }]) => {
      const path = route.replace(/\{(\w+)\}/g, (_, parameter: string) => {
        const id = ids[parameter];
        if (id === undefined) throw new Error(`no id for ${parameter} of ${name}`);
        return encodeURIComponent(id);
      });
      return { name, path: `/${path}${needed[name] ?? ''}` };
    });
}

/** Queries without which a call shows nothing. */
const needed: Readonly<Record<string, string>> = {
  listPeople: '?ids=e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e01',
  findReadiness: '?domain=tailspintoys.onmicrosoft.com',
  getDomainAvailability: '?domain=fourthcoffee',
  getAddressRules: '?country=US',
  getAgreementTemplate: '?country=US',
};

/** Where canaries were seen that must not be there; as they stand, and as addresses or JSON write them. */
export function escaped(canaries: readonly Canary[], seen: readonly Seen[]): string[] {
  return seen.flatMap(({ where, call = '', role = '', text }) =>
    canaries
      .filter(({ shownBy }) => !(shownBy?.calls.includes(call) && shownBy.roles.includes(role)))
      .filter(({ value }) => [value, encodeURIComponent(value)].some((one) => text.includes(one)))
      .map(({ what }) => `${what} in ${where}`),
  );
}
