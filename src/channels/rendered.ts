/**
 * A reply put into words for one person: what every channel's renderer is given. Still no markup and no limits; each
 * channel splits, shortens and degrades it by its own named constants.
 */
export type Rendered = {
  language: string;
  paragraphs: string[];
  card: RenderedCard | null;
  media: RenderedMedia | null;
  /** Pictures that belong to the first as one album. Only for a channel that has albums. */
  album?: RenderedMedia[];
  choices: RenderedChoice[];
  /** The person is asked to share this with the channel's own button, labelled so. */
  request: { what: 'contact' | 'location'; label: string } | null;
  /** What is to be paid here, with the channel's own button; the paragraphs say it where that cannot be. */
  invoice: RenderedInvoice | null;
};

/** An invoice as a channel shows it: what it is for, in words, and what is charged, in the smallest units of its currency. */
export type RenderedInvoice = {
  title: string;
  description: string;
  label: string;
  /** By what the desk knows it again; it says nothing to anybody else. */
  payload: string;
  currency: string;
  charged: number;
};

/** A stored file to show or to offer, or a picture that was drawn for this message: the base64 of a PNG. */
export type RenderedMedia = { kind: 'image' | 'document'; path: string; name: string } | { kind: 'drawn'; png: string; name: string };

export type RenderedCard = {
  title: string;
  rows: Array<{ label: string; value: string }>;
  /** The life of an order as steps. Empty on other cards. */
  timeline: Array<{ label: string; at: string | null; state: 'done' | 'now' | 'next' }>;
};

export type RenderedChoice = { label: string; action: string; style: 'plain' | 'primary' | 'danger' };
