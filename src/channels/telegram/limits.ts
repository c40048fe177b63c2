/** What the Bot API holds a message to. Characters are UTF-16 units, as entities count them. */
export const telegramLimits = {
  text: 4_096,
  caption: 1_024,
  /** Of what a button carries, in bytes. */
  callback: 64,
  /** Of a button's label: a phone shows no more of it. */
  label: 60,
  buttons: 60,
  /** Of the name of a topic. */
  topic: 128,
  /** Labels up to this long share a row with another. */
  narrowLabel: 16,
  /** Of a card: each of its labels and values. */
  cardText: 600,
  /** Of a file that the Bot API hands out, in bytes. */
  file: 20_000_000,
  /** Of the body of an update, what is kept as it came. */
  keptBody: 80_000,
  payload: 64,
  /** Pictures of an album. */
  album: { least: 2, most: 10 },
  /** Of a picture that is shown as one, and of any file that goes out, in bytes. */
  photoOut: 10_000_000,
  fileOut: 50_000_000,
  invoiceTitle: 32,
  invoiceDescription: 255,
  /** Of a line of an invoice; a phone shows no more of it. */
  invoiceLabel: 60,
} as const;
