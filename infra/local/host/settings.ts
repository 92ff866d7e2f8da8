import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** App settings by name, as the app sees them in its environment. */
export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Puts the settings into `process.env`, where an app reads them, and returns what takes them back out.
 * Given settings win over the environment, which wins over the folder's `local.settings.json` (as `func` does it).
 */
export function applySettings(appDir: string, given: Readonly<Record<string, string>>): () => void {
  const local = Object.entries(readLocalSettings(appDir)).filter(([name]) => process.env[name] === undefined);
  const wanted: Record<string, string> = {
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_WORKER_RUNTIME: 'node',
    ...Object.fromEntries(local),
    ...given,
  };
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, wanted);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Replaces each `%NAME%` by that setting. Throws when there is none. */
export function resolveSettings(text: string, settings: Settings): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined) throw new Error(`the setting ${name}, named as %${name}%, is missing`);
    return value;
  });
}

/**
 * The connection string behind a binding's `connection`: the setting `AzureWebJobs<name>`, else `<name>`.
 * No name means the host's own storage. Throws when neither is set.
 */
export function findConnectionString(connection: string | undefined, settings: Settings): string {
  const name = resolveSettings(connection ?? 'AzureWebJobsStorage', settings);
  const found = settings[`AzureWebJobs${name}`] ?? settings[name];
  if (found) return found;
  throw new Error(
    `the storage connection ${name} is missing: set ${name} or AzureWebJobs${name} to a connection string`,
  );
}

/** Whether a setting switches the function off; names with dots are written with underscores where dots are refused. */
export function isDisabled(functionName: string, settings: Settings): boolean {
  const value =
    settings[`AzureWebJobs.${functionName}.Disabled`] ?? settings[`AzureWebJobs_${functionName}_Disabled`];
  return value !== undefined && /^(true|1)$/i.test(value);
}

function readLocalSettings(appDir: string): Record<string, string> {
  const file = join(appDir, 'local.settings.json');
  if (!existsSync(file)) return {};
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('Values' in parsed)) return {};
  return Object.fromEntries(
    Object.entries(parsed.Values ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
