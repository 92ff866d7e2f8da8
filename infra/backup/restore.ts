import { parseArgs } from 'node:util';
import { backUpTables } from '../../shared/workflows/backup/backUpTables.ts';
import { listBackups, restoreTables } from '../../shared/workflows/backup/restoreTables.ts';
import { openBackup } from './openBackup.ts';

const usage = `npm run restore -- --from <folder or container address> [--id <copy>] [--table <name>]... | --make
  Writes rows of a copy that are not in the tables now. Without --id it lists the copies and changes nothing.
  --make    copies the tables there instead, for a rehearsal
  Tables: DataStorage=<connection string>, or DataStorage__tableServiceUri=https://… with "az login".`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    id: { type: 'string' },
    table: { type: 'string', multiple: true },
    make: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || !values.from) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const needs = openBackup(values.from, process.env);
if (values.make) {
  const clock = { now: () => new Date() };
  const { id, rows } = await backUpTables({ ...needs, clock, telemetry: { count: () => undefined } });
  console.log(`${String(id)}: ${String(rows)} rows`);
} else if (values.id === undefined) {
  console.log((await listBackups(needs)).join('\n') || 'There is no complete copy.');
} else {
  const { id, table: tables } = values;
  for (const { table, rows, added } of await restoreTables(needs, { id, ...(tables ? { tables } : {}) }))
    console.log(`${table}: ${String(added)} of ${String(rows)} rows were missing and are back`);
  console.log('Now POST /api/v1/reconciliations; the hourly audit puts lists and counts right.');
}
