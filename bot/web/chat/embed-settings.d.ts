/** What the server writes before the embedding script. */
declare const DESK_CHAT: {
  account: string;
  words: Record<string, { open: string; close: string; news: string; title: string }>;
};
