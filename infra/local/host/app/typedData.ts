/** A value on its way between host and app; exactly one member is set. */
export type TypedData = {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: HttpRequestData | HttpResponseData;
};

type Nullable<T> = { value?: T | null } | null | undefined;

export type HttpRequestData = {
  url: string;
  method: string;
  nullableHeaders: Record<string, { value: string }>;
  nullableQuery: Record<string, { value: string }>;
  nullableParams: Record<string, { value: string }>;
  body?: TypedData;
};

export type HttpResponseData = {
  statusCode?: string;
  headers?: Record<string, string>;
  cookies?: ResponseCookie[];
  body?: TypedData | null;
};

export type ResponseCookie = {
  name: string;
  value: string;
  domain?: Nullable<string>;
  path?: Nullable<string>;
  expires?: Nullable<{ seconds: number }>;
  secure?: Nullable<boolean>;
  httpOnly?: Nullable<boolean>;
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  maxAge?: Nullable<number>;
};

/** Wraps any JSON value. */
export function jsonData(value: unknown): TypedData {
  return { json: JSON.stringify(value) };
}

/** The bytes behind a body or an output value. */
export function bytesOf(data: TypedData): Buffer {
  if (data.bytes) return Buffer.from(data.bytes);
  return Buffer.from(data.string ?? data.json ?? String(data.int ?? data.double ?? ''));
}
