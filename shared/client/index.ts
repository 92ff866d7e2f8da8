// The face of the package `@countersign/client`; code of this repository imports the files themselves.
export { CountersignProblem, type FieldProblem } from './countersignProblem.ts';
export {
  createClient,
  type CallOptions,
  type ClientOptions,
  type CountersignClient,
  type Input,
  type OperationName,
} from './createClient.ts';
export type { Operations } from './operations.ts';
export { AcceptanceStalled, type Accepted, type WaitOptions } from './waitForAcceptance.ts';
export {
  verifyWebhook,
  WebhookRefused,
  type CountersignEvent,
  type CountersignEventType,
  type CustomerEvent,
  type ProspectEvent,
  type WebhookMessage,
} from './webhooks.ts';
