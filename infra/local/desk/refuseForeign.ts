import type { MiddlewareHandler } from 'hono';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets only this computer's own pages use the desk: the address has to be a loopback one (another name that
 * leads here is not ours), and a browser's POST has to come from a page of the desk itself. Programs
 * without a browser send neither `Origin` nor `Sec-Fetch-Site`.
 */
export const refuseForeign: MiddlewareHandler = async (c, next) => {
  const { hostname, origin } = new URL(c.req.url);
  if (!loopback.includes(hostname)) return c.text('Use http://127.0.0.1 to open this page.\n', 403);
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const from = c.req.header('origin') ?? origin;
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  if (from === origin && site === 'same-origin') return next();
  return c.text('This form was sent by another site. Nothing was done.\n', 403);
};
