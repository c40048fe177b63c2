import { decode } from 'fast-png';
import * as jsqr from 'jsqr';

// A module of the old kind: its default is found one deeper in some runtimes.
const scan = ('default' in jsqr.default ? jsqr.default.default : jsqr.default) as unknown as typeof jsqr.default.default;

/** What somebody reads who holds a phone in front of this picture; undefined when it is no code. */
export function readCode(png: Uint8Array): string | undefined {
  const { width, height, channels, data } = decode(png);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let dot = 0; dot < width * height; dot++) {
    for (let colour = 0; colour < 3; colour++) rgba[dot * 4 + colour] = data[dot * channels + (channels < 3 ? 0 : colour)] ?? 0;
  }
  return scan(rgba, width, height)?.data;
}
