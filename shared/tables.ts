/** Tables of this app; the templates under infra/azure create the same ones. */
export const tables = {
  /** One partition per customer: record, history, receipts and mails, changed in one transaction. */
  customers: 'Customers',
  /** What is due when, in two shards; the last reconciliation run. */
  due: 'Due',
  /** Customers by status with an exact count beside them. */
  byStatus: 'ByStatus',
  /** Customers by what they are searched by: words of the name, domain, country, reseller. */
  byName: 'ByName',
  /** Customers of each status by name, by change and by how long they wait. */
  sorted: 'Sorted',
  /** Notifications of Partner Center: open ones, and traces by which repeats are known. */
  events: 'PartnerCenterEvents',
  /** The customer of each mail by its operation id, its place in the line and its outcome; the line itself. */
  mails: 'Mails',
  /** Endpoints of other systems, a partition per endpoint with its deliveries, and notes of news to be told. */
  webhooks: 'Webhooks',
  /** Relationship invitations to customers whose tenant is not known yet. */
  prospects: 'Prospects',
  /** Files of invitations or attestations, a partition per file with a row per customer; what is open. */
  imports: 'Imports',
  /** Every step of every customer, newest first, and what was counted of them for the charts. */
  activity: 'Activity',
  /** Names of agents, and the views that they keep. */
  people: 'People',
} as const;
