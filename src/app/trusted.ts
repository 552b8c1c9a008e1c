/** The one Trusted Types policy of ours (W3C Trusted Types): scripts for workers come from this origin or not at all. */

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

const rules = {
  createScriptURL(url: string): string {
    if (new URL(url, document.baseURI).origin !== location.origin) throw new TypeError(`foreign script: ${url}`);
    return url;
  },
};

const policy = trustedTypes?.createPolicy('humr', rules) ?? rules;

/** A worker's URL as the browser demands it; browsers without Trusted Types get the same check. */
export function scriptUrl(url: string): string {
  return policy.createScriptURL(url);
}
