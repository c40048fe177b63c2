const TIME = String.raw`(?:,?\s+(?:at\s+|в\s+|saat\s+)?\d{1,2}[:.]\d{2})`;
const NO_SUCH_DAY = [
  String.raw`3[01]\s+(?:feb(?:ruary)?|февраля|[şs]ubat)`,
  String.raw`31\s+(?:apr(?:il)?|june?|sep(?:t(?:ember)?)?|nov(?:ember)?|апреля|июня|сентября|ноября|nisan|haziran|eyl[üu]l|kas[ıi]m)`,
].join('|');

const NAMED_DAY = new RegExp(String.raw`(?<![\p{L}\d])(?:${NO_SUCH_DAY})(?!\p{L})${TIME}?`, 'iu');
const DAY = new RegExp(
  String.raw`(?<![\d.,/])(?<day>\d{1,2})(?<dot>[./])(?<month>\d{1,2})(?:\k<dot>(?<year>\d{4}|\d{2})?(?!\d)(?<time>${TIME})?|(?<only>${TIME}))`,
  'giu',
);
const CLOCK = /(?<![\d:.,])(?<hour>\d{1,2}):(?<minute>\d{2})(?![\d:])/g;

type Place = { index: number; length: number };

/**
 * What is written as a day or a time and is none: "31.02. 10:00", "25:00". Undefined when there is nothing of the kind.
 * Without a year or a time only the days that a month has not are seen: "12.50." is a sum at the end of a sentence.
 */
export function impossibleIn(text: string): Place | undefined {
  const named = NAMED_DAY.exec(text);
  const days = [...text.matchAll(DAY)].filter(({ groups = {} }) => !isDay(groups));
  const times = [...text.matchAll(CLOCK)].filter(({ groups: { hour, minute } = {} }) => Number(hour) > 23 || Number(minute) > 59);
  const [first] = [...(named === null ? [] : [named]), ...days, ...times];
  return first && { index: first.index, length: first[0].length };
}

function isDay({ day, month, year, time, only }: Readonly<Record<string, string | undefined>>): boolean {
  const [nth, at] = [Number(day), Number(month)];
  if (at < 1 || at > 12) return (year ?? time ?? only) === undefined;
  // A leap year stands for those whose year nobody says.
  const of = year === undefined ? 2024 : Number(year) + (year.length === 2 ? 2000 : 0);
  return new Date(Date.UTC(of, at - 1, nth)).getUTCDate() === nth;
}
