import { createConfig, lintFromString } from '@redocly/openapi-core';
import core from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../../../shared/contracts/api/openApi.ts';

let document: Record<string, unknown>;
beforeAll(async () => {
  document = JSON.parse(JSON.stringify(await openApi())) as typeof document;
});

describe('the description of the API', () => {
  it('holds the rules that Redocly recommends, warnings included', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    const found = problems.map(({ ruleId, location: [place] }) => `${ruleId} ${place?.pointer ?? ''}`);
    expect(found.sort()).toEqual([]);
  });

  it('holds the rules that Spectral recommends for OpenAPI, warnings included', async () => {
    const linter = new core.Spectral();
    linter.setRuleset({ extends: [[rulesets.oas as never, 'recommended']] });
    const problems = await linter.run(document);
    expect(problems.map(({ code, path }) => `${String(code)} ${path.join('/')}`)).toEqual([]);
  });

  it('is not held to be right by linters that look at nothing', async () => {
    const { info: _info, ...broken } = document;
    const config = await createConfig({ extends: ['recommended'] });
    expect((await lintFromString({ source: JSON.stringify(broken), config })).length).toBeGreaterThan(0);
  });
});
