/**
 * A new random key (128 bits, hexadecimal). `crypto.randomUUID` exists on HTTPS and localhost only; a page that
 * is reached by plain HTTP on a local network has `getRandomValues`.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
