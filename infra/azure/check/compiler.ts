import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The compiler that the check wants where it fetches one; what a machine has on its PATH is taken as it is. */
export const compilerVersion = '0.49.2';
const packageName = 'Azure.Bicep.CommandLine.linux-x64';
const cacheDir = fileURLToPath(new URL('../../../.local/bicep/', import.meta.url));
const source = `NuGet package ${packageName} ${compilerVersion}`;
const fetchTimeoutMs = 180_000;

/** A Bicep compiler and where it came from. */
export type Compiler = { readonly command: string; readonly source: string };

/**
 * Finds a compiler on PATH, or in the package that NuGet serves, which is fetched once and kept.
 * `missing` says why there is none.
 */
export async function findCompiler({ mayFetch = true } = {}): Promise<
  Compiler | { readonly missing: string }
> {
  const onPath = findOnPath('bicep');
  if (onPath) return { command: onPath, source: 'bicep on PATH' };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { missing: `no bicep on PATH, and ${packageName} does not run here` };
  }
  const cached = commandIn(cacheDir);
  if (existsSync(cached)) return { command: cached, source };
  const dotnet = findOnPath('dotnet');
  if (!dotnet) return { missing: 'neither bicep nor dotnet on PATH' };
  if (!mayFetch) return { missing: 'no bicep on PATH, and none fetched yet: npm run infra:check' };
  return fetchPackage(dotnet, cached);
}

/** `dotnet restore` is NuGet's ordinary client: it knows the machine's sources and checks the signature. */
async function fetchPackage(dotnet: string, command: string): ReturnType<typeof findCompiler> {
  const project = join(cacheDir, 'bicep.proj');
  await mkdir(cacheDir, { recursive: true });
  await writeFile(
    project,
    `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
    <RestorePackagesPath>${join(cacheDir, 'packages')}</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="${packageName}" Version="[${compilerVersion}]" />
  </ItemGroup>
</Project>
`,
  );
  try {
    await run(dotnet, ['restore', project, '--nologo'], { timeout: fetchTimeoutMs });
    // Packages do not keep the mark of a program.
    await chmod(command, 0o755);
    return { command, source };
  } catch {
    return { missing: `no bicep on PATH, and ${packageName} ${compilerVersion} could not be fetched` };
  }
}

function commandIn(dir: string): string {
  return join(dir, 'packages', packageName.toLowerCase(), compilerVersion, 'tools', 'bicep');
}

function findOnPath(name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => names.map((one) => join(dir, one)))
    .find((file) => existsSync(file));
}
