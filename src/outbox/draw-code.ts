import { encode } from 'fast-png';
import { encode as encodeCode } from 'uqr';

/** The quiet zone that readers ask for, and how many dots wide a module is drawn. */
const BORDER = 4;
const SCALE = 8;

/** Draws a QR code as the base64 of a PNG: the same payload is always the same picture. */
export function drawCode(payload: string): string {
  const { data, size } = encodeCode(payload, { ecc: 'M', border: BORDER });
  const width = size * SCALE;
  const dots = new Uint8Array(width * width).fill(255);
  for (const [row, modules] of data.entries()) {
    for (const [column, isDark] of modules.entries()) {
      if (!isDark) continue;
      for (let y = row * SCALE; y < (row + 1) * SCALE; y++) dots.fill(0, y * width + column * SCALE, y * width + (column + 1) * SCALE);
    }
  }
  return base64(encode({ width, height: width, data: dots, channels: 1, depth: 8 }));
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
