/** What a page of the chat may do. Who may show it in a frame is the seller's to say; the desk itself always may. */
export function pagePolicy({ frameAncestors, frames = "'none'" }: { frameAncestors: string; frames?: string }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    `frame-src ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}

export function framedBy(origins: readonly string[]): string {
  return origins.length === 0 ? '*' : ["'self'", ...origins].join(' ');
}
