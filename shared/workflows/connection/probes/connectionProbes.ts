import type { Probe } from '../../ports/connectionPorts.ts';
import { mailAccount, mailLine, mailSender } from './mail.ts';
import { readAgreements, readCustomers } from './operations.ts';
import { partnerAccount } from './partnerAccount.ts';
import { partnerAgreement } from './partnerAgreement.ts';
import { poison, queueFlow } from './queues.ts';
import { refreshToken } from './refreshToken.ts';
import { storage } from './storage.ts';
import { appToken, userToken } from './tokens.ts';
import { webhookRegistration } from './webhookRegistration.ts';
import { agreementAnswers, callBudget, discovery, reconciliation } from './work.ts';

/** Every part of the connection, in the order in which people read them. A new one is a file and a line here. */
export const connectionProbes: readonly Probe[] = [
  appToken,
  userToken,
  refreshToken,
  readCustomers,
  readAgreements,
  agreementAnswers,
  partnerAccount,
  partnerAgreement,
  webhookRegistration,
  callBudget,
  mailAccount,
  mailSender,
  mailLine,
  storage,
  queueFlow,
  poison,
  reconciliation,
  discovery,
];
