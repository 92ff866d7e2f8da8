import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRegistrations } from '../../../../../infra/local/host/app/readRegistrations.ts';
import { buildFixture } from '../startFixture.ts';

let fixture: Awaited<ReturnType<typeof buildFixture>>;

beforeAll(async () => {
  fixture = await buildFixture();
});

afterAll(() => fixture.remove());

test('functions are answered by name, with what their triggers say', async () => {
  const registrations = await readRegistrations(fixture.appDir);
  expect(registrations.map((one) => one.name)).toEqual(registrations.map((one) => one.name).toSorted());
  expect(registrations).toContainEqual({
    name: 'echo',
    triggerType: 'httpTrigger',
    route: 'echo/{id:int}/{tail?}',
    methods: ['GET', 'POST', 'PUT', 'HEAD'],
    authLevel: 'anonymous',
  });
  expect(registrations).toContainEqual({
    name: 'work',
    triggerType: 'queueTrigger',
    queueName: '%WORK_QUEUE%',
    connection: 'Data',
  });
  expect(registrations).toContainEqual({ name: 'tick', triggerType: 'timerTrigger', schedule: '%TICK%' });
  expect(registrations.find((one) => one.name === 'recorded')).toMatchObject({ route: 'recorded' });
});

test('settings are there while the app loads, and its reason not to load is told', async () => {
  const entry = `if (process.env.NEEDED !== 'yes') throw new Error('NEEDED is missing: ' + process.env.NEEDED);`;
  await writeFile(join(fixture.appDir, 'needs.cjs'), entry);
  await writeFile(join(fixture.appDir, 'package.json'), '{"main":"{needs,index}.cjs"}');
  await expect(readRegistrations(fixture.appDir)).rejects.toThrow('NEEDED is missing');
  expect((await readRegistrations(fixture.appDir, { NEEDED: 'yes' })).length).toBeGreaterThan(10);
});
