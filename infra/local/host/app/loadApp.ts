import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCoreApp, provideCoreModule, type CoreApp } from './coreModule.ts';
import { findEntryFiles } from './entryFiles.ts';
import type { HostLog } from '../log.ts';

/**
 * Loads a built app folder the way the Functions worker does: package.json `main` (a path or a pattern),
 * then the app-start hooks; after that nothing more can be registered.
 * Throws when the folder is no app or registers no function.
 */
export async function loadApp(appDir: string, log: HostLog): Promise<CoreApp> {
  const folder = resolve(appDir);
  if (!existsSync(join(folder, 'host.json'))) throw new Error(`${folder} has no host.json`);
  const { main, type } = readPackage(folder);
  const files = findEntryFiles(folder, main);
  if (files.length === 0) throw new Error(`${folder}: no file matches "main" of package.json (${main})`);

  const app = createCoreApp(log);
  provideCoreModule(app);
  for (const file of files) {
    const isModule = file.endsWith('.mjs') || (type === 'module' && !file.endsWith('.cjs'));
    try {
      if (isModule) await import(pathToFileURL(file).href);
      else requireAfresh(file);
    } catch (failure) {
      if (app.functions.length > 0 || !(failure instanceof Error)) throw failure;
      throw new Error(
        `${file} failed before a function was registered, and Azure would run it without any: ${failure.message}`,
        { cause: failure },
      );
    }
  }
  if (app.functions.length === 0) {
    throw new Error(`${folder} registered no function (an app with node_modules loads once per process)`);
  }
  for (const hook of app.hooks.appStart) {
    await hook({
      functionAppDirectory: folder,
      hookData: app.hookData.appOnly,
      appHookData: app.hookData.app,
    });
  }
  // The model locks app.setup() when it is asked for its capabilities.
  await app.model?.getCapabilities?.({});
  app.locked = true;
  return app;
}

/** A bundle may be started again in the same process: a test does. */
function requireAfresh(file: string): void {
  const require = createRequire(file);
  delete require.cache[file];
  require(file);
}

function readPackage(folder: string): { main: string; type: string } {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) throw new Error(`${folder} has no package.json`);
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${file} is not a JSON object`);
  const main = 'main' in parsed && typeof parsed.main === 'string' ? parsed.main : 'index.js';
  return { main, type: 'type' in parsed ? String(parsed.type) : 'commonjs' };
}
