/**
 * Everything this service measures. The name is the contract: alerts are built on it, and metrics.md tells
 * what it means. A `count` is added up over time, a `gauge` is true at its instant.
 */
export const metrics = {
  'queue.depth': 'gauge',
  'queue.poison.depth': 'gauge',
  'queue.oldest.age.seconds': 'gauge',
  'partnerCenter.refreshToken.daysLeft': 'gauge',
  'partnerCenter.signIn.failed': 'count',
  'partnerCenter.answer.unreadable': 'count',
  'mail.sender.refused': 'count',
  'discovery.failing.runs': 'gauge',
  'storage.mended': 'count',
  'backup.rows': 'count',
  'mail.reported': 'count',
  'mail.report.ignored': 'count',
  'mail.waiting': 'gauge',
  'mail.paused': 'gauge',
  'webhook.endpoint.disabled': 'count',
} as const satisfies Record<string, 'count' | 'gauge'>;

type Names = keyof typeof metrics;

/** Names of the metrics of one kind. */
export type Metric<Kind extends 'count' | 'gauge'> = {
  [Name in Names]: (typeof metrics)[Name] extends Kind ? Name : never;
}[Names];

/** Work whose time and outcome are noted, within the trace it belongs to; metrics.md tells what each is. */
export const spans = ['partnerCenter.call', 'mail.send'] as const;
export type SpanName = (typeof spans)[number];
