// Alerts that call a person. README, "Telemetry" says which metrics there are; a test holds both together.
// The app writes each measurement as one line of JSON, which the host sends as a trace (decision 0006).
var metrics = 'AppTraces | where Message startswith \'{"metric":\' | extend line = parse_json(Message) | extend metric = tostring(line.metric), value = todouble(line.value), queue = tostring(line.queue) |'

type Alert = {
  name: string
  description: string
  severity: int
  query: string
  rows: 'fewerThan'?
  count: int?
  window: string
}

// Each is looked at over its window, which is longer than the time between two measurements. It speaks up when there are
// more rows than `count`; without one, at the first.
@export()
var alertRules Alert[] = [
  {
    name: 'poison-messages'
    description: 'A message failed five times. The record still says what it waits for.'
    severity: 1
    query: '${metrics} where metric == "queue.poison.depth" and value > 0'
    window: 'PT15M'
  }
  {
    name: 'old-messages'
    description: 'A message has waited for more than 15 minutes: nobody takes it, or too few do.'
    severity: 2
    query: '${metrics} where metric == "queue.oldest.age.seconds" and value > 900'
    window: 'PT15M'
  }
  {
    name: 'probe-silent'
    description: 'Nobody measures the queues: the app does not run at all.'
    severity: 1
    query: '${metrics} where metric == "queue.depth"'
    rows: 'fewerThan'
    count: 1
    window: 'PT15M'
  }
  {
    name: 'failed-invocations'
    description: 'More than five invocations failed in a quarter of an hour. Refused requests (4xx) do not count.'
    severity: 2
    query: 'union (AppRequests | where Success == false), (AppTraces | where Message startswith \'{"event":"failed"\') | distinct OperationId'
    count: 5
    window: 'PT15M'
  }
  {
    name: 'mail-failure-rate'
    description: 'More than a tenth of a day\'s mails, and at least five, did not arrive.'
    severity: 2
    // Fuzzy, because the table may not be there before the first mail.
    query: 'union isfuzzy=true (print DeliveryStatus = "" | where false), (ACSEmailStatusUpdateOperational | where isnotempty(RecipientId)) | where DeliveryStatus != "OutForDelivery" | summarize failed = countif(DeliveryStatus != "Delivered" and DeliveryStatus != "Expanded"), all = count() | where failed >= 5 and failed > all / 10.0'
    window: 'P1D'
  }
  {
    name: 'mail-sender-refused'
    description: 'The mail service refuses us as a sender: domain not linked, address unknown, or role missing.'
    severity: 1
    query: '${metrics} where metric == "mail.sender.refused"'
    window: 'PT15M'
  }
  {
    name: 'storage-mended'
    description: 'The audit found rows that disagree with the records, and mended them.'
    severity: 3
    query: '${metrics} where metric == "storage.mended"'
    window: 'PT1H'
  }
  {
    name: 'mail-seen-as-spam'
    description: 'More than five mails of a day were refused as spam: the sender domain loses its reputation.'
    severity: 2
    query: '${metrics} where metric == "mail.reported" and tostring(line.delivery) == "filteredSpam"'
    count: 5
    window: 'P1D'
  }
  {
    name: 'mail-needs-a-look'
    description: 'More than 1,000 mails wait for the quota, or more than twenty reports in an hour fit no mail of ours.'
    severity: 3
    query: '${metrics} where (metric == "mail.waiting" and value > 1000) or metric == "mail.report.ignored" | summarize long = countif(metric == "mail.waiting"), strange = countif(metric == "mail.report.ignored") | where long > 0 or strange > 20'
    window: 'PT1H'
  }
  {
    name: 'webhook-endpoint-disabled'
    description: 'A webhook endpoint was given up: it answered 410, failed for days, or was never verified.'
    severity: 2
    query: '${metrics} where metric == "webhook.endpoint.disabled"'
    window: 'PT1H'
  }
  {
    name: 'mail-paused'
    description: 'No mail goes out: too many bounced, or the service refuses us. GET /summary says why; POST /mail/resume ends it.'
    severity: 1
    query: '${metrics} where metric == "mail.paused" and value > 0 and tostring(line.reason) != "throttled"'
    window: 'PT15M'
  }
  {
    name: 're-consent-needed'
    description: 'Entra gives no token for Partner Center; all work there stands still.'
    severity: 1
    query: '${metrics} where metric == "partnerCenter.signIn.failed"'
    window: 'PT15M'
  }
  {
    name: 'refresh-token-ends-soon'
    description: 'The refresh token was not renewed for two months.'
    severity: 2
    query: '${metrics} where metric == "partnerCenter.refreshToken.daysLeft" and value < 30'
    window: 'P1D'
  }
  {
    name: 'partner-center-unread'
    description: 'Answers of Partner Center cannot be read, or discovery does not get on: new customers or acceptances are missed.'
    severity: 2
    query: '${metrics} where (metric == "partnerCenter.answer.unreadable") or (metric == "discovery.failing.runs" and value >= 3)'
    window: 'PT1H'
  }
  {
    name: 'backup-missing'
    description: 'No copy of the tables was made for two days.'
    severity: 2
    query: '${metrics} where metric == "backup.rows"'
    rows: 'fewerThan'
    count: 1
    window: 'P2D'
  }
  {
    name: 'log-cap-reached'
    description: 'The daily limit of logs is reached: until tomorrow nobody sees anything, these alerts included.'
    severity: 2
    query: '_LogOperation | where Category =~ "Ingestion" and Detail has "OverQuota"'
    window: 'PT1H'
  }
]
