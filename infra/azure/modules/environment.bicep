// Shapes of what more than one file speaks of.
import { Names } from './names.bicep'

@export()
@description('What differs between environments: size, retention, money.')
type Environment = {
  @description('Decides about names of resources only through main.bicep.')
  kind: 'dev' | 'test' | 'prod'
  nodeVersion: '22' | '24'
  instanceMemoryMB: 512 | 2048 | 4096
  @description('Hard ceiling of cost and of load on Partner Center; 40 is the least that Azure takes (documented).')
  @minValue(40)
  @maxValue(1000)
  maximumInstances: int
  @description('Instances for HTTP that are always warm; 0 scales to zero.')
  @minValue(0)
  @maxValue(10)
  alwaysReadyHttp: int
  @description('Storage in three zones. The region has to have them.')
  zoneRedundantStorage: bool
  @description('A deleted vault cannot be removed before its time. Cannot be taken back.')
  purgeProtection: bool
  @description('How long a copy of the tables cannot be deleted. Afterwards it is.')
  @minValue(1)
  @maxValue(365)
  backupDays: int
  @minValue(30)
  @maxValue(730)
  logRetentionDays: int
  @minValue(1)
  dailyLogCapGb: int
  @description('Mails are sent at 50, 80 and 100 % of it; nothing is stopped. In the currency of the subscription.')
  @minValue(1)
  monthlyBudget: int
}

@description('A GUID as Entra writes it.')
@minLength(36)
@maxLength(36)
type Guid = string

@export()
@description('Who the partner is, and who may come in. The parameter file refuses other forms by name.')
type Product = {
  @description('Where customers reach the app when it has a domain of its own; empty: its address in Azure.')
  publicUrl: string
  partnerType: string
  @minLength(1)
  @maxLength(100)
  partnerName: string
  @description('Client id of the API registration, and what tokens for it are issued to; from the entra layer.')
  apiClientId: Guid
  @description('Client ids that may call the API. Azure takes an empty list for "everybody in the tenant", so none is refused.')
  @minLength(1)
  apiAllowedClients: Guid[]
  @description('Client id of the portal\'s registration, from the entra layer; empty: nobody can sign in to the portal.')
  portalClientId: string
  @description('Client id of the registration that calls Partner Center; from the entra layer.')
  partnerCenterClientId: Guid
}

@export()
@description('Settings of the app that nothing else here needs; a test compares their names with shared/config.ts.')
type Settings = { *: string }

@export()
@description('Who runs it and what it may cost.')
type Operations = {
  @description('Who is told when something is wrong.')
  @minLength(6)
  alertEmail: string
  @description('First day of the month the environment is made in, YYYY-MM-01. It cannot be changed later (unverified).')
  @minLength(10)
  @maxLength(10)
  budgetStartDate: string
}

@export()
@description('How the app proves itself at Partner Center.')
type PartnerCenter = {
  @description('By its managed identity, or by a client secret or a certificate in the vault.')
  credential: string
  @description('True once the refresh token is in the vault: only then can the app be allowed to renew it.')
  refreshTokenStored: bool
}

@export()
@description('Where resources are, how they are marked and named.')
type Place = {
  location: string
  @description('Makes a name unique that no other module needs.')
  nameSuffix: string
  names: Names
  tags: { *: string }
}

@export()
@description('What mails are sent with.')
type Mail = {
  @description('The partner\'s own domain; empty: one that Azure provides, with a low quota.')
  domain: string
  @description('The records in the output EMAIL_DNS_RECORDS were verified. A domain can be linked only then (unverified).')
  domainVerified: bool
  @description('Where the mail service keeps data. Cannot be changed later.')
  dataLocation: string
}

@export()
@description('The identity the app runs as.')
type AppIdentity = {
  id: string
  clientId: string
}

@export()
@description('The mail service as the app calls it.')
type MailAccount = {
  endpoint: string
  sender: string
}
