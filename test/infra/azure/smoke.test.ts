import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smokeTest } from '../../../infra/azure/smoke.ts';
import { startEnvironment, type Environment } from '../../../infra/local/environment.ts';
import { findFreePortBase } from '../../../infra/local/ports.ts';

let environment: Environment;
let token: string;

beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    func: 'never',
    log: () => undefined,
  });
  token = await (await fetch(`${environment.urls.entra}/token?role=Viewer`)).text();
});
afterAll(() => environment.stop());

describe('the smoke test', () => {
  it('passes where everything works, and reads a customer on the way', async () => {
    const steps = await smokeTest(environment.urls.functions, token);
    expect(steps.filter(({ passed }) => !passed)).toEqual([]);
    expect(steps.map(({ what }) => what)).toContain('GET /api/v1/customers/{id}/readiness with a token');
  });

  it('looks at what anybody may see when there is no token', async () => {
    const steps = await smokeTest(environment.urls.functions, undefined);
    expect(steps.map(({ passed }) => passed)).toEqual([true, true, true, true, true]);
  });

  it('fails where nobody answers', async () => {
    const steps = await smokeTest('http://127.0.0.1:1', undefined);
    expect(steps.every(({ passed }) => !passed)).toBe(true);
  });

  it('fails with a token that opens nothing', async () => {
    const steps = await smokeTest(environment.urls.functions, 'a.b.c');
    expect(steps.filter(({ passed }) => !passed).map(({ what }) => what)).toContain(
      'GET /api/v1/summary with a token',
    );
  });
});
