import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/** What the host takes from host.json. */
export type HostJson = {
  routePrefix: string;
  functionTimeoutMs: number;
  queues: QueueRules;
};

/** How storage queues are read (defaults and limits: the public source of the Storage Queues extension). */
export type QueueRules = {
  /** Messages per read, 1 to 32. */
  batchSize: number;
  /** The next batch is read when no more than this many messages are still running. */
  newBatchThreshold: number;
  maxDequeueCount: number;
  /** How long a failed message stays hidden before its next attempt. */
  visibilityTimeoutMs: number;
  maxPollingIntervalMs: number;
  messageEncoding: 'base64' | 'none';
};

type Json = Record<string, unknown>;

const minuteMs = 60_000;

/** Reads `host.json` of an app folder, with the values that settings `AzureFunctionsJobHost__…` override. */
export function readHostJson(appDir: string, settings: Settings): HostJson {
  const file = join(appDir, 'host.json');
  const root: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(root)) throw new Error(`${file} is not a JSON object`);
  override(root, settings);
  const queues = section(root, 'extensions', 'queues');
  const batchSize = whole(queues, 'batchSize', 16, 1, 32);
  return {
    routePrefix: text(section(root, 'extensions', 'http'), 'routePrefix', 'api'),
    functionTimeoutMs: duration(root, 'functionTimeout', 30 * minuteMs),
    queues: {
      batchSize,
      newBatchThreshold: whole(queues, 'newBatchThreshold', Math.floor(batchSize / 2), 0, 1000),
      maxDequeueCount: whole(queues, 'maxDequeueCount', 5, 1, 1000),
      visibilityTimeoutMs: duration(queues, 'visibilityTimeout', 0),
      maxPollingIntervalMs: Math.max(100, duration(queues, 'maxPollingInterval', minuteMs)),
      messageEncoding: encoding(text(queues, 'messageEncoding', 'base64')),
    },
  };
}

/** Milliseconds of a .NET TimeSpan such as `00:00:30` or `1.00:00:00`; `-1` means without end. */
export function parseTimeSpanMs(timeSpan: string): number {
  if (timeSpan === '-1') return Infinity;
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(timeSpan);
  if (!match) throw new Error(`"${timeSpan}" is not a time span (hh:mm:ss)`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part || 0));
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}

function override(root: Json, settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) {
    const [prefix, ...path] = name.split('__');
    const last = path.pop();
    if (prefix?.toLowerCase() !== 'azurefunctionsjobhost' || last === undefined) continue;
    let at = root;
    for (const step of path) {
      const key = keyOf(at, step);
      const next = at[key];
      if (isObject(next)) at = next;
      else at = at[key] = {};
    }
    at[keyOf(at, last)] = value;
  }
}

/** Configuration names are case-insensitive on the real host. */
function keyOf(object: Json, name: string): string {
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function section(root: Json, ...path: string[]): Json {
  let at: unknown = root;
  for (const step of path) at = isObject(at) ? at[keyOf(at, step)] : undefined;
  return isObject(at) ? at : {};
}

function text(from: Json, name: string, otherwise: string): string {
  const value = from[keyOf(from, name)];
  return value === undefined ? otherwise : String(value);
}

function whole(from: Json, name: string, otherwise: number, min: number, max: number): number {
  const value = Number(text(from, name, String(otherwise)));
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`host.json: ${name} must be a whole number from ${min} to ${max}`);
}

function duration(from: Json, name: string, otherwiseMs: number): number {
  const value = text(from, name, '');
  return value === '' ? otherwiseMs : parseTimeSpanMs(value);
}

function encoding(value: string): 'base64' | 'none' {
  const name = value.toLowerCase();
  if (name === 'base64' || name === 'none') return name;
  throw new Error('host.json: messageEncoding must be base64 or none');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
