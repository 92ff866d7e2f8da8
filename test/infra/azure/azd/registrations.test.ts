import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiOf, appRoles, registrationsOf, templateGuid } from '../../../../infra/azure/azd/registrations.ts';

const template = readFileSync('infra/azure/entra/main.bicep', 'utf8');

it('gives what the function guid of templates gives, so that template and hook may take turns', () => {
  // As the compiler says it.
  expect(templateGuid('countersign', 'AdminAgent')).toBe('ea1df640-9f0f-5dd6-9b3e-523c2364cc47');
});

it('makes the registrations of the template', () => {
  const told = [...template.matchAll(/\{ name: '(\w+)', may: '([^']+)' \}/g)];
  expect(told.map(([, name, may]) => ({ name, may }))).toEqual(appRoles);
  const made = JSON.stringify([registrationsOf('x', 't'), apiOf('x', 'p')]);
  for (const [, guid = ''] of template.matchAll(/'([0-9a-f]{8}-[0-9a-f-]{27})'/g))
    expect(made).toContain(guid);
  for (const [, name = '', text = ''] of template.matchAll(
    /(displayName|signInAudience|adminConsentDisplayName|value): '([^']+)'/g,
  ))
    expect([name, made]).toEqual([name, expect.stringContaining(text.replace('${uniqueName}', 'x'))]);
  for (const [, suffix = ''] of template.matchAll(/uniqueName: '\$\{uniqueName\}([\w-]+)'/g))
    expect(made).toContain(`"uniqueName":"x${suffix}"`);
  for (const scope of ['AdminAgent', 'access']) expect(made).toContain(templateGuid('x', scope));
});
