/** What a file is, by its first bytes: names and types that come with it are anybody's. */
export type FileKind = { contentType: string; kind: 'image' | 'document' | 'voice' | 'video'; extension: string };

/** How many bytes it takes to tell. */
export const HEAD_BYTES = 16;

type Known = FileKind & { matches: (head: Uint8Array) => boolean };

const KINDS: Known[] = [
  { contentType: 'image/jpeg', kind: 'image', extension: 'jpg', matches: (head) => begins(head, [0xff, 0xd8, 0xff]) },
  {
    contentType: 'image/png',
    kind: 'image',
    extension: 'png',
    matches: (head) => begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { contentType: 'image/gif', kind: 'image', extension: 'gif', matches: (head) => /^GIF8[79]a/.test(letters(head)) },
  { contentType: 'image/webp', kind: 'image', extension: 'webp', matches: (head) => /^RIFF.{4}WEBP/s.test(letters(head)) },
  {
    contentType: 'image/heic',
    kind: 'image',
    extension: 'heic',
    matches: (head) => /^.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s.test(letters(head)),
  },
  { contentType: 'application/pdf', kind: 'document', extension: 'pdf', matches: (head) => letters(head).startsWith('%PDF-') },
];

/** What people record in a messenger. */
const RECORDINGS: Known[] = [
  { contentType: 'audio/ogg', kind: 'voice', extension: 'ogg', matches: (head) => letters(head).startsWith('OggS') },
  {
    contentType: 'audio/mpeg',
    kind: 'voice',
    extension: 'mp3',
    matches: (head) => letters(head).startsWith('ID3') || begins(head, [0xff, 0xfb]),
  },
  { contentType: 'audio/mp4', kind: 'voice', extension: 'm4a', matches: (head) => /^.{4}ftypM4A/s.test(letters(head)) },
  {
    contentType: 'video/mp4',
    kind: 'video',
    extension: 'mp4',
    matches: (head) => /^.{4}ftyp(?:isom|iso\d|mp4\d|avc1|MSNV|dash)/s.test(letters(head)),
  },
];

/** What browsers show as a picture. Everything else is given as a download. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** The kind of a file that begins so; null for one the desk does not take. */
export const kindOf = (head: Uint8Array): FileKind | null => among(KINDS, head);

/** The kind of a file of a messenger, where people also speak and film. */
export const kindOfMessage = (head: Uint8Array): FileKind | null => among([...KINDS, ...RECORDINGS], head);

function among(kinds: readonly Known[], head: Uint8Array): FileKind | null {
  const found = kinds.find(({ matches }) => matches(head));
  return found === undefined ? null : { contentType: found.contentType, kind: found.kind, extension: found.extension };
}

export function isShown({ contentType }: FileKind): boolean {
  return SHOWN.has(contentType);
}

/**
 * A name that can stand in a message and on a disk: its last part alone, without characters that cannot be seen or turn the
 * reading, at most 100 long, and ending as what it is. Null when nothing is left.
 */
export function cleanName(name: string, { extension }: FileKind): string | null {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|?*:]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const stem = seen
    .replace(/\.[\p{L}\p{N}]{1,8}$/u, '')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 100)
    .toWellFormed();
  return stem === '' ? null : `${stem}.${extension}`;
}

function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function letters(head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(0, HEAD_BYTES));
}
