import * as z from 'zod';
import {
  activityQuery,
  activityView,
  ageingView,
  resellerListView,
  trendsQuery,
  trendsView,
} from '../activity/activity.ts';
import { settingListView } from '../session/settings.ts';
import { metadataView, templateQuery, templateView } from '../agreementTemplate/agreementTemplate.ts';
import {
  attestationBody,
  attestationPath,
  attestationProgressView,
  attestedView,
} from '../attestations/attestation.ts';
import { customerContactView } from '../customers/customerContact.ts';
import { confirmationView } from '../customers/confirmation.ts';
import { connectionView } from '../connection/connection.ts';
import { customerPath, customerView } from '../customers/customer.ts';
import { customerExportQuery, customerExportView } from '../customers/customerExport.ts';
import { customerListView, customerQuery } from '../customers/customerList.ts';
import {
  importBody,
  importJudgementView,
  importListQuery,
  importListView,
  importPageQuery,
  importPageView,
  importPath,
  importQuery,
  importView,
} from '../imports/customerImport.ts';
import { evidenceQuery, evidenceView } from '../customers/evidence.ts';
import { historyQuery, historyView } from '../customers/history.ts';
import { previewBody, previewView } from '../mail/invitationPreview.ts';
import {
  prospectBody,
  prospectHistoryView,
  prospectLinkBody,
  prospectListView,
  prospectPath,
  prospectQuery,
  prospectSentView,
  prospectView,
} from '../prospects/prospect.ts';
import {
  contentView,
  emptyBody,
  invitationBody,
  invitationPath,
  invitedView,
  resentView,
} from '../invitations/invitation.ts';
import {
  poisonMessageListView,
  poisonMessagePath,
  queueListView,
  queuePath,
  replayView,
} from '../operations/queue.ts';
import {
  customerReadinessView,
  orderRefusalBody,
  readinessByDomainQuery,
  readinessQuery,
} from '../customers/readiness.ts';
import { mailBrandBody, mailBrandQuery, mailBrandView } from '../mail/mailBrand.ts';
import { mailTextsQuery, mailTextsView } from '../mail/mailTexts.ts';
import { brandVersionListView, brandVersionQuery } from '../mail/mailBrandVersions.ts';
import {
  addressRulesQuery,
  addressRulesView,
  domainAvailabilityView,
  domainQuery,
} from '../newCustomers/newCustomerForm.ts';
import {
  cancelledOrderView,
  customerOrderListView,
  customerOrderPath,
} from '../newCustomers/customerOrder.ts';
import { createdView, newCustomerBody } from '../newCustomers/newCustomer.ts';
import { peopleQuery, peopleView, personPath } from '../people/people.ts';
import { savedViewBody, savedViewListView, savedViewPath, savedViewView } from '../savedViews/savedView.ts';
import { dryRunQuery, trialView } from '../customers/trial.ts';
import { sessionView } from '../session/session.ts';
import { mailView, runView, startedDiscoveryView, summaryView } from '../operations/summary.ts';
import {
  allDeliveriesQuery,
  allDeliveriesView,
  deliveryListView,
  deliveryPath,
  deliveryQuery,
  deliveryView,
  endpointBody,
  endpointChangeBody,
  endpointListView,
  endpointPath,
  endpointView,
  endpointWithSecretView,
  redeliverBody,
  redeliveredView,
  verifyBody,
} from '../webhooks/webhookEndpoint.ts';

const nothing = z.strictObject({});

/** A read takes no body, a command no query. */
const read = <Params extends z.ZodType, Query extends z.ZodType, View extends z.ZodType>(
  params: Params,
  query: Query,
  view: View,
) => ({
  params,
  query,
  body: null,
  view,
});
const command = <Params extends z.ZodType, Body extends z.ZodType, View extends z.ZodType>(
  params: Params,
  body: Body,
  view: View,
) => ({
  params,
  query: nothing,
  body,
  view,
});

/** A command that can be tried: then nothing is stored, and the answer says what would become of it. */
const tried = <Command extends { query: z.ZodType }>(made: Command) => ({
  ...made,
  query: dryRunQuery,
  other: { status: 200, description: 'With `dryRun=true`: what would become of it', view: trialView },
});

/** What goes in and comes out of each call, by the name of its function. */
export const shapes = {
  getSession: read(nothing, nothing, sessionView),
  listSettings: read(nothing, nothing, settingListView),
  exportCustomers: read(nothing, customerExportQuery, customerExportView),
  listActivity: read(nothing, activityQuery, activityView),
  getTrends: read(nothing, trendsQuery, trendsView),
  getAgeing: read(nothing, nothing, ageingView),
  listResellers: read(nothing, nothing, resellerListView),
  listPeople: read(nothing, peopleQuery, peopleView),
  forgetPerson: { ...read(personPath, nothing, z.null()), view: null },
  listViews: read(nothing, nothing, savedViewListView),
  createView: command(nothing, savedViewBody, savedViewView),
  deleteView: { ...read(savedViewPath, nothing, z.null()), view: null },
  getInvitationContent: read(invitationPath, nothing, contentView),
  getAttestationContent: read(attestationPath, nothing, contentView),
  getProspectContent: read(prospectPath, nothing, contentView),
  listCustomers: read(nothing, customerQuery, customerListView),
  getCustomer: read(customerPath, nothing, customerView),
  getReadiness: read(customerPath, readinessQuery, customerReadinessView),
  findReadiness: read(nothing, readinessByDomainQuery, customerReadinessView),
  getConfirmation: read(customerPath, nothing, confirmationView),
  listEvents: read(customerPath, historyQuery, historyView),
  getEvidence: read(customerPath, evidenceQuery, evidenceView),
  getAgreementMetadata: read(nothing, nothing, metadataView),
  getAgreementTemplate: read(nothing, templateQuery, templateView),
  getAddressRules: read(nothing, addressRulesQuery, addressRulesView),
  getDomainAvailability: read(nothing, domainQuery, domainAvailabilityView),
  createCustomer: command(nothing, newCustomerBody, createdView),
  listCustomerOrders: read(nothing, nothing, customerOrderListView),
  cancelCustomerOrder: command(customerOrderPath, emptyBody, cancelledOrderView),
  inviteCustomer: tried(command(customerPath, invitationBody, invitedView)),
  resendInvitation: command(invitationPath, emptyBody, z.union([resentView, prospectSentView])),
  cancelInvitation: command(invitationPath, emptyBody, z.union([customerView, prospectView])),
  inviteProspect: command(nothing, prospectBody, prospectSentView),
  listProspects: read(nothing, prospectQuery, prospectListView),
  getProspect: read(prospectPath, nothing, prospectHistoryView),
  linkProspect: command(prospectPath, prospectLinkBody, prospectView),
  attestCustomer: tried(command(customerPath, attestationBody, attestedView)),
  getAttestation: read(attestationPath, nothing, attestationProgressView),
  resendAttestation: command(attestationPath, emptyBody, attestedView),
  cancelAttestation: command(attestationPath, emptyBody, attestedView),
  getCustomerContact: read(customerPath, nothing, customerContactView),
  noteLinkCopied: command(customerPath, emptyBody, customerView),
  noteDirectRefusal: command(customerPath, emptyBody, customerView),
  noteOrderRefusal: command(customerPath, orderRefusalBody, customerView),
  createImport: {
    ...command(nothing, importBody, importView),
    query: importQuery,
    other: { status: 200, description: 'What would become of each row', view: importJudgementView },
  },
  listImports: read(nothing, importListQuery, importListView),
  cancelImport: command(importPath, emptyBody, importView),
  getImport: read(importPath, importPageQuery, importPageView),
  requestCheck: command(customerPath, emptyBody, customerView),
  getMailBrand: read(nothing, mailBrandQuery, mailBrandView),
  saveMailBrand: command(nothing, mailBrandBody, mailBrandView),
  listMailTexts: read(nothing, mailTextsQuery, mailTextsView),
  listMailBrandVersions: read(nothing, brandVersionQuery, brandVersionListView),
  previewInvitation: command(nothing, previewBody, previewView),
  getConnection: read(nothing, nothing, connectionView),
  listQueues: read(nothing, nothing, queueListView),
  listPoisonMessages: read(queuePath, nothing, poisonMessageListView),
  replayPoisonMessage: command(poisonMessagePath, emptyBody, replayView),
  replayPoisonMessages: command(queuePath, emptyBody, replayView),
  startDiscovery: command(nothing, emptyBody, startedDiscoveryView),
  startReconciliation: command(nothing, emptyBody, runView),
  listWebhookEndpoints: read(nothing, nothing, endpointListView),
  createWebhookEndpoint: command(nothing, endpointBody, endpointWithSecretView),
  getWebhookEndpoint: read(endpointPath, nothing, endpointView),
  changeWebhookEndpoint: command(endpointPath, endpointChangeBody, endpointView),
  deleteWebhookEndpoint: { ...read(endpointPath, nothing, z.null()), view: null },
  testWebhookEndpoint: command(endpointPath, emptyBody, deliveryView),
  verifyWebhookEndpoint: command(endpointPath, verifyBody, endpointView),
  rotateWebhookSecret: command(endpointPath, emptyBody, endpointWithSecretView),
  listWebhookDeliveries: read(endpointPath, deliveryQuery, deliveryListView),
  findWebhookDeliveries: read(nothing, allDeliveriesQuery, allDeliveriesView),
  redeliverWebhook: command(deliveryPath, emptyBody, deliveryView),
  redeliverWebhooks: command(endpointPath, redeliverBody, redeliveredView),
  getSummary: read(nothing, nothing, summaryView),
  resumeMail: command(nothing, emptyBody, mailView),
  getOpenApi: read(nothing, nothing, z.looseObject({})),
  checkLiveness: read(nothing, nothing, z.object({ status: z.literal('live') })),
  checkReadiness: read(nothing, nothing, z.object({ status: z.literal('ready') })),
};
