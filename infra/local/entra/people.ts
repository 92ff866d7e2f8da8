import { createHash } from 'node:crypto';

/** The app roles of our API. */
export const appRoles = ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'] as const;
export type AppRole = (typeof appRoles)[number];

/** The person a token is about. */
export type Person = {
  oid: string;
  name: string;
  userName: string;
  roles: readonly AppRole[];
  /** For `Reseller`: whose customers they may see. */
  resellerTenantId?: string;
};

/** The tenant the invented reseller works for, unless a caller names another. */
export const demoResellerTenantId = '5d3f2c1e-8a44-4b7e-9c52-6f0e1d7a9b30';

const domain = 'partner.countersign.example';

/** A second reseller, to see that resellers see nothing of each other. */
export const otherResellerTenantId = '7b1c9e0d-2f56-4c38-8a17-3d9e5f0c1b42';

/** All who can sign in: one person per role, another reseller, and a person without a role. */
export const personKeys = [...appRoles, 'OtherReseller', 'NoRole'] as const;
export type PersonKey = (typeof personKeys)[number];

/** The invented people of the sign-in page. */
export const demoPeople: Record<PersonKey, Person> = {
  AdminAgent: person('Mara Lindqvist', 'AdminAgent', 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e01'),
  SalesAgent: person('Tomas Okafor', 'SalesAgent', 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e02'),
  Viewer: person('Yuki Brandt', 'Viewer', 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e03'),
  Reseller: {
    ...person('Nadia Ferreira', 'Reseller', 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e04'),
    resellerTenantId: demoResellerTenantId,
  },
  OtherReseller: {
    ...person('Farid Haddad', 'Reseller', 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e05'),
    resellerTenantId: otherResellerTenantId,
  },
  NoRole: { ...person('Nils Berger', 'Viewer', 'e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e06'), roles: [] },
};

function person(name: string, role: AppRole, oid: string): Person {
  return { oid, name, userName: `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`, roles: [role] };
}

export function isPersonKey(text: string): text is PersonKey {
  return (personKeys as readonly string[]).includes(text);
}

export function isAppRole(text: string): text is AppRole {
  return (appRoles as readonly string[]).includes(text);
}

/** The demo person of that one role, or an invented person whose ids are the same each time. */
export function personFor(roles: readonly AppRole[], name?: string): Person {
  const [first] = roles;
  if (first && roles.length === 1 && name === undefined) return demoPeople[first];
  const shownName = name ?? `Demo ${roles.join(' and ')}`;
  const oid = guidFrom(name ?? [...roles].sort().join(','));
  const found: Person = { oid, name: shownName, userName: `${oid.slice(0, 8)}@${domain}`, roles };
  return roles.includes('Reseller') ? { ...found, resellerTenantId: demoResellerTenantId } : found;
}

/** A GUID that is always the same for the same text. */
export function guidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
