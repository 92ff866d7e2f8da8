// Imports nothing but Node: it runs in the job that can sign in to Azure.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Azure's own, which the template does not write in the same form. */
const ofAzure = /^(APPLICATIONINSIGHTS_|WEBSITE_|AzureWebJobsStorage|DEPLOYMENT_STORAGE)/;

/**
 * Names of app settings that are other than the last deployment wrote them: what-if can't show them, as Azure doesn't
 * let it read settings. Values stay out; the next deployment takes all of these back.
 */
export function changedByHand(
  written: Readonly<Record<string, string>>,
  current: readonly { readonly name: string; readonly value: string }[],
): string[] {
  const now = new Map(current.map(({ name, value }) => [name, value]));
  const names = new Set([...Object.keys(written), ...now.keys()]);
  const before = new Map(Object.entries(written));
  return [...names]
    .filter((name) => !ofAzure.test(name) && (before.get(name) ?? '') !== (now.get(name) ?? ''))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [written = '', current = ''] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
  const names = changedByHand(
    (JSON.parse(written) ?? {}) as Record<string, string>,
    JSON.parse(current) as { name: string; value: string }[],
  );
  if (names.length === 0) console.log('No app setting was changed by hand since the last deployment.');
  else {
    console.log(
      'Changed by hand since the last deployment, which this one takes back. Set the variable of the same name:',
    );
    for (const name of names) console.log(`- \`${name}\``);
  }
}
