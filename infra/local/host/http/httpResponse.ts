import type { ServerResponse } from 'node:http';
import { bytesOf, type HttpResponseData, type ResponseCookie } from '../app/typedData.ts';

/** Sends what a function returned; nothing returned is an empty 204. */
export function sendResponse(response: ServerResponse, data: HttpResponseData | undefined): void {
  if (!data) {
    response.writeHead(204).end();
    return;
  }
  response.statusCode = Number(data.statusCode ?? 200);
  for (const [name, value] of Object.entries(data.headers ?? {})) {
    // The server counts for itself.
    if (!/^(content-length|transfer-encoding|connection)$/i.test(name)) response.setHeader(name, value);
  }
  const cookies = data.cookies?.map(cookieHeader) ?? [];
  if (cookies.length > 0) {
    const already = [response.getHeader('set-cookie') ?? []].flat().map(String);
    response.setHeader('set-cookie', [...already, ...cookies]);
  }
  response.end(data.body ? bytesOf(data.body) : undefined);
}

/** Writes a cookie as ASP.NET Core does: its path is `/` unless given. */
function cookieHeader(cookie: ResponseCookie): string {
  const { maxAge, expires, domain, path, secure, httpOnly, sameSite } = cookie;
  const parts = [`${cookie.name}=${encodeURIComponent(cookie.value)}`];
  if (typeof expires?.value?.seconds === 'number') {
    parts.push(`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`);
  }
  if (typeof maxAge?.value === 'number') parts.push(`max-age=${maxAge.value}`);
  if (domain?.value) parts.push(`domain=${domain.value}`);
  parts.push(`path=${path?.value ?? '/'}`);
  if (secure?.value) parts.push('secure');
  // "none" means that the app said nothing; the app's own "None" arrives as "explicitNone".
  if (sameSite && sameSite !== 'none') parts.push(`samesite=${sameSite.replace('explicitNone', 'none')}`);
  if (httpOnly?.value) parts.push('httponly');
  return parts.join('; ');
}
