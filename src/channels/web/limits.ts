/** What the web channel holds one message to. Characters are UTF-16 units, as JavaScript and the browser count them. */
export const webLimits = {
  /** Of a text that comes in: what is longer is cut. Of a paragraph that goes out: what is longer becomes several. */
  text: 4_000,
  choices: 12,
  label: 60,
  /** Of a card: its title and each of its labels and values. */
  cardText: 1_000,
  cardRows: 40,
  /** Of the body of an event at the door, in bytes. */
  body: 1_200_000,
  /** Of that body, what is kept as it came: less than 256 KB in any script. */
  keptBody: 80_000,
  /** Of a file, in bytes. */
  file: 10_485_760,
  /** Of the action that a button carries, and of a deep link. */
  action: 64,
  payload: 256,
} as const;
