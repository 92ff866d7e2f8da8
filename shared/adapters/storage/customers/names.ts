import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import { searchTerms, searchText } from '../../../domain/searchText.ts';
import type { CommitId } from '../kit/keys.ts';
import { isConflict, ignoreConflict } from '../kit/storageFailure.ts';

type Named = Pick<AgreementRecord, 'companyName' | 'domain' | 'country' | 'resellerTenantId'>;
/** What a customer's rows in `ByName` are made of, and the commit that wrote them. */
export type Naming = Named & { readonly mark: CommitId };
type Keys = { readonly partitionKey: string; readonly rowKey: string };

/** The partition of all customers. */
export const everybody = 'all';

/** What a customer is found by apart from its status: when one of these changes, so do the rows. */
export function namedOf({ companyName, domain, country, resellerTenantId }: AgreementRecord): Named {
  return { companyName, domain, country, resellerTenantId };
}

export function countryPartition(country: string): string {
  return `country ${keySafe(country)}`;
}

export function resellerPartition(resellerTenantId: string): string {
  return `reseller ${keySafe(resellerTenantId)}`;
}

/** Row keys begin with this: `n` lists each customer once by its name, `t` once for each term it is found by. */
export function namePrefix(term?: string): string {
  return term === undefined ? 'n|' : `t|${term}`;
}

/** `<n or t>|<term>|<tenant>|<mark>`; a term has only letters, digits and spaces. */
export function parseNameKey(rowKey: string): { term: string; customerTenantId: string; mark: CommitId } {
  const [, term = '', customerTenantId = '', mark = ''] = rowKey.split('|');
  return { term, customerTenantId, mark };
}

/** The rows of one customer in each of its partitions: everybody's, its country's, its reseller's. */
export function nameKeysOf(customerTenantId: string, naming: Naming): Keys[][] {
  const { companyName, country, resellerTenantId, mark } = naming;
  const tail = `|${customerTenantId}|${mark}`;
  const rowKeys = [
    `${namePrefix()}${searchText(companyName)}${tail}`,
    ...searchTerms(naming).map((term) => `${namePrefix(term)}${tail}`),
  ];
  const partitions = [
    everybody,
    ...(country ? [countryPartition(country)] : []),
    ...(resellerTenantId ? [resellerPartition(resellerTenantId)] : []),
  ];
  return partitions.map((partitionKey) => rowKeys.map((rowKey) => ({ partitionKey, rowKey })));
}

/** As a due row notes it. */
export function namingText(naming: Naming): string {
  return JSON.stringify(naming);
}

export function readNaming(text: string | undefined): Naming | undefined {
  return text ? (JSON.parse(text) as Naming) : undefined;
}

/** The rows are there afterwards. */
export async function addNames(byName: TableClient, tenantId: string, naming: Naming): Promise<void> {
  // Beside the key, so that a reseller's list can pass over other countries without a look at their records.
  const columns = { country: naming.country ?? '' };
  const add = (keys: readonly Keys[]) =>
    byName.submitTransaction(
      keys.map((key): TransactionAction => ['upsert', { ...key, ...columns }, 'Replace']),
    );
  await Promise.all(nameKeysOf(tenantId, naming).map(add));
}

/** The rows are gone afterwards. */
export async function removeNames(byName: TableClient, tenantId: string, naming: Naming): Promise<void> {
  await Promise.all(nameKeysOf(tenantId, naming).map((keys) => removeRows(byName, keys)));
}

/** Removes rows of one partition, whichever of them are there. */
export async function removeRows(table: TableClient, keys: readonly Keys[]): Promise<void> {
  try {
    await table.submitTransaction(keys.map((key): TransactionAction => ['delete', key]));
  } catch (failure) {
    if (!isConflict(failure)) throw failure;
    await Promise.all(
      keys.map(({ partitionKey, rowKey }) => ignoreConflict(table.deleteEntity(partitionKey, rowKey))),
    );
  }
}

/** Partner Center's words, made fit for a key; a list looks at the record anyway. */
function keySafe(text: string): string {
  return text.replace(/[^\w-]/g, '_');
}
