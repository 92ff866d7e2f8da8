// Imports nothing but Node: it runs in the job that can sign in to Azure.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const parameterFile = new URL('../main.bicepparam', import.meta.url);
/** Of the workflow itself, beside those of the parameter file. */
const ofTheWorkflow = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_SUBSCRIPTION_ID', 'AZURE_LOCATION'];

/** Variables that the parameter file reads: those without a default are required. */
export function variablesOf(parameters: string): { required: string[]; optional: string[] } {
  const read = [...parameters.matchAll(/readEnvironmentVariable\('(\w+)'(, '')?\)/g)];
  const named = (wanted: boolean) =>
    read.filter(([, , usual]) => (usual === undefined) === wanted).map(([, name = '']) => name);
  return { required: named(true), optional: named(false) };
}

/**
 * Lines for GITHUB_ENV of the variables that the parameter file reads, in the environment of that name.
 * @throws {Error} naming every variable that is required and not set, and every one that has more than one line
 */
export function environmentLines(
  variables: Readonly<Record<string, string>>,
  environment: string,
  parameters: string,
): string[] {
  const { required, optional } = variablesOf(parameters);
  const given = { ...variables, AZURE_ENV_NAME: `countersign-${environment}`, ENVIRONMENT_KIND: environment };
  const valueOf = (name: string): string => Object.entries(given).find(([key]) => key === name)?.[1] ?? '';
  const missing = [...ofTheWorkflow, ...required].filter((name) => valueOf(name).trim() === '');
  const lines = [...new Set([...required, ...optional, 'AZURE_LOCATION'])].filter(
    (name) => valueOf(name) !== '',
  );
  const broken = lines.filter((name) => /[\r\n]/.test(valueOf(name)));
  if (missing.length + broken.length > 0) {
    throw new Error(
      [
        ...missing.map((name) => `${name} is not set`),
        ...broken.map((name) => `${name} has more than one line`),
      ].join('\n'),
    );
  }
  return lines.map((name) => `${name}=${valueOf(name)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { VARIABLES = '{}', ENVIRONMENT = '' } = process.env;
  try {
    const lines = environmentLines(
      JSON.parse(VARIABLES) as Record<string, string>,
      ENVIRONMENT,
      readFileSync(parameterFile, 'utf8'),
    );
    console.log(lines.join('\n'));
  } catch (failure) {
    console.error(`Variables of the GitHub environment "${ENVIRONMENT}", under Settings, Environments:`);
    console.error(failure instanceof Error ? failure.message : failure);
    process.exit(1);
  }
}
