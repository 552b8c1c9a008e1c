/**
 * What the page may do, told to the browser: as headers where we serve, as `<meta>` inside the built page for hosts
 * that send no headers of ours. The values come from the protocol's threat model, rows 13 to 18.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';

/**
 * Relays are a setting, so the page may open any encrypted WebSocket, and unencrypted ones to this machine (a relay
 * under test). So is the collector of figures, hence the same for HTTP. Scripts that could misuse this cannot get in: `script-src 'self'` and Trusted Types see to that.
 */
const CONNECT_SOURCES = [
  "'self'",
  'wss:',
  'ws://localhost:*',
  'ws://127.0.0.1:*',
  'https:',
  'http://localhost:*',
  'http://127.0.0.1:*',
];

function contentSecurityPolicy(connectSources: readonly string[]): string[] {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src ${connectSources.join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html humr',
  ];
}

/** For `<meta http-equiv>`, where `frame-ancestors` is not allowed (CSP Level 3, section 3.3). */
export function metaPolicy(): string {
  return contentSecurityPolicy(CONNECT_SOURCES).join('; ');
}

/** A host and port as the Host header carries them; anything else never gets into a header of ours. */
const HOST_FORM = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** @param host the Host header: the page's own relay is named, for browsers whose 'self' leaves WebSockets out */
export function headerPolicy(host: string | undefined, encrypted: boolean): string {
  const own = host !== undefined && HOST_FORM.test(host) ? [`${encrypted ? 'wss' : 'ws'}://${host}`] : [];
  return [...contentSecurityPolicy([...CONNECT_SOURCES, ...own]), "frame-ancestors 'none'"].join('; ');
}

/** Harmless in dev as well, so that what needs them fails there too. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy':
    'microphone=(self), display-capture=(self), screen-wake-lock=(self), camera=(self), geolocation=(), usb=(), serial=(), hid=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

function setHeaders(withPolicy: boolean): Connect.NextHandleFunction {
  return (request: IncomingMessage, response: ServerResponse, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const encrypted = 'encrypted' in request.socket;
    const host = request.headers.host ?? request.headers[':authority']?.toString(); // HTTP/2 has no Host
    if (withPolicy) response.setHeader('Content-Security-Policy', headerPolicy(host, encrypted));
    next();
  };
}

/** Dev gets no policy: its reload client is an inline script. */
export function securityPlugin(): Plugin[] {
  return [
    {
      name: 'humr-headers',
      configureServer(server) {
        server.middlewares.use(setHeaders(false));
      },
      configurePreviewServer(server) {
        server.middlewares.use(setHeaders(true));
      },
    },
    {
      name: 'humr-meta-policy',
      apply: 'build',
      transformIndexHtml: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy() },
          injectTo: 'head-prepend', // a policy governs only what comes after it
        },
      ],
    },
  ];
}
