/** Text that a person may type and that has broken somebody's system before: [what it is, the text]. */
export const hostileTexts: Array<[name: string, text: string]> = [
  ['a right-to-left override', 'Ann\u202Eenaj\u202C'],
  ['families and flags of emoji', '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽'],
  ['zero-width characters', 'A\u200Bn\u200Dn\uFEFF'],
  ['SQL', `'); drop table public.staff; --`],
  ['HTML', '<img src=x onerror=alert(1)>&amp;'],
  ['a formula', '=HYPERLINK("http://x","y")'],
  ['quotes and backslashes', `"O'Neil" \\ \\' $1 {a,b} %s`],
  ['look-alike letters and digits', 'Аnnа ٣۴5'],
  ['combining marks', 'Z͑ͫ̓a͜l̷g͏o'],
  ['line breaks', 'one\r\ntwo\u2028three'],
];
