/** Whether a page looks through the camera: the one that reads badges at the door. */
export const isCameraPage = (path: string) => /^\/check-in\/[^/]+$/.test(path);

/**
 * The Content-Security-Policy of one answer. In development Next evaluates code and opens a web socket; a page with a
 * camera compiles the decoder of codes (WebAssembly).
 */
export function contentSecurityPolicy(nonce: string, dev = false, camera = false) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${camera ? " 'wasm-unsafe-eval'" : ""}${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** A file that somebody uploaded opens nothing and runs nothing, should a browser ever show it. */
export const filePolicy = "sandbox; default-src 'none'";

/** An answer for machines is not a page: it may load nothing and stand in no frame. */
export const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Headers that every answer carries. */
export function securityHeaders(policy: string, secure: boolean, camera = false): Record<string, string> {
  return {
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": `camera=(${camera ? "self" : ""}), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()`,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(secure ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
  };
}
