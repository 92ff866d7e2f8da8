// Names of what more than one module speaks of. They are known before anything is deployed, so that what-if can tell
// what would change; for that, main.bicep says in which order the modules come.

@export()
type Names = {
  workspace: string
  insights: string
  actionGroup: string
  hostAccount: string
  dataAccount: string
  backupAccount: string
  packageContainer: string
  deadLetterContainer: string
  backupContainer: string
  vault: string
  communication: string
}

@export()
func namesWith(suffix string) Names => {
  workspace: 'log-${suffix}'
  insights: 'appi-${suffix}'
  actionGroup: 'ag-${suffix}'
  hostAccount: 'sthost${suffix}'
  dataAccount: 'stdata${suffix}'
  backupAccount: 'stback${suffix}'
  packageContainer: 'app-package'
  deadLetterContainer: 'eventgrid-dead-letters'
  backupContainer: 'table-backups'
  vault: 'kv-${suffix}'
  communication: 'acs-${suffix}'
}
