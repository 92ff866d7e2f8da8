// The mail service: a domain to send from and the account the app calls.
import { Mail, MailAccount, Place } from './environment.bicep'

param place Place
param mail Mail
param partnerName string

// Domains of Azure know DoNotReply only (unverified).
var senderName = 'agreements'
var ownDomain = !empty(mail.domain)
// The mail log names recipients, so it is kept for less time than the rest.
var mailLogRetentionDays = 30
var mailLogTables = ['ACSEmailSendMailOperational', 'ACSEmailStatusUpdateOperational']

resource service 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: 'email-${place.nameSuffix}'
  location: 'global'
  tags: place.tags
  properties: { dataLocation: mail.dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: service
  name: ownDomain ? mail.domain : 'AzureManagedDomain'
  location: 'global'
  tags: place.tags
  properties: {
    domainManagement: ownDomain ? 'CustomerManaged' : 'AzureManaged'
    // It would rewrite links and count who opens a mail.
    userEngagementTracking: 'Disabled'
  }

  resource sender 'senderUsernames' = if (ownDomain && mail.domainVerified) {
    name: senderName
    properties: { username: senderName, displayName: partnerName }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: place.names.communication
  location: 'global'
  tags: place.tags
  properties: {
    dataLocation: mail.dataLocation
    linkedDomains: !ownDomain || mail.domainVerified ? [domain.id] : []
    disableLocalAuth: true
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: place.names.workspace

  resource mailLogs 'tables' = [
    for name in mailLogTables: {
      name: name
      properties: { retentionInDays: mailLogRetentionDays, totalRetentionInDays: mailLogRetentionDays }
    }
  ]
}

resource mailLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'mail-to-workspace'
  scope: communication
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'EmailSendMailOperational', enabled: true }
      { category: 'EmailStatusUpdateOperational', enabled: true }
    ]
  }
}

output account MailAccount = {
  endpoint: 'https://${communication.properties.hostName}'
  sender: ownDomain ? '${senderName}@${mail.domain}' : 'DoNotReply@${domain.properties.fromSenderDomain}'
}
output dnsRecords object = ownDomain ? domain.properties.verificationRecords : {}
