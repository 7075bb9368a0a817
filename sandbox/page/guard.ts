import type { MiddlewareHandler } from "hono";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

// Styles and scripts come from here only, and there are none inside the page; a block's pictures may be anywhere.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Keeps other sites' pages from using the sandbox through the visitor's browser: the Host must be one we serve
 * (a name that an attacker points at 127.0.0.1 is not), and what changes something must come from our own page.
 * @param hosts host names served besides the loopback ones
 */
export function guard(hosts: string[]): MiddlewareHandler {
  const served = new Set([...loopback, ...hosts]);
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    if (!served.has(hostName(host))) return context.text("This address is not served here.", 403);
    const site = context.req.header("sec-fetch-site");
    const navigates = context.req.header("sec-fetch-mode") === "navigate" && context.req.method === "GET";
    if (!navigates && site !== undefined && site !== "same-origin" && site !== "none") {
      return context.text("Only the sandbox's own page may ask for this.", 403);
    }
    if (
      context.req.method === "POST" &&
      !fromHere(context.req.header("origin"), host, isOurs(context.req.header("content-type")))
    ) {
      return context.text("Only the sandbox's own page may change something.", 403);
    }
    await next();
    context.header("content-security-policy", policy);
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "no-referrer");
  };
}

function hostName(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
}

// What a page of another site may send without asking first is text and forms.
const ours = ["application/json", "application/octet-stream"];
const isOurs = (type: string | undefined) => ours.includes(type?.split(";")[0]?.trim() ?? "");

/** Another site's page cannot send these types without asking first, and a browser always names the origin of a POST. */
function fromHere(origin: string | undefined, host: string, asked: boolean): boolean {
  return asked && (origin === undefined || origin === `http://${host}` || origin === `https://${host}`);
}
