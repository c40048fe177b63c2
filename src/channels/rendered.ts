/**
 * A reply put into words for one person: what every channel's renderer is given. Still no markup and no limits; each
 * channel splits, shortens and degrades it by its own named constants.
 */
export type Rendered = {
  language: string;
  paragraphs: string[];
  card: RenderedCard | null;
  /** A stored file to show or to offer. */
  media: { kind: 'image' | 'document'; path: string; name: string } | null;
  choices: RenderedChoice[];
  /** The person is asked to share this with the channel's own button, labelled so. */
  request: { what: 'contact' | 'location'; label: string } | null;
};

export type RenderedCard = {
  title: string;
  rows: Array<{ label: string; value: string }>;
  /** The life of an order as steps. Empty on other cards. */
  timeline: Array<{ label: string; at: string | null; state: 'done' | 'now' | 'next' }>;
};

export type RenderedChoice = { label: string; action: string; style: 'plain' | 'primary' | 'danger' };
