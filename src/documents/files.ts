/**
 * The private storage. Nobody reads it but the desk: a file is shown to whom it belongs by a door that asks, or by a link
 * that ends. Broken storage is thrown.
 */
export type FileStore = {
  /** Stores a file; again at the same path, it is the same file. */
  put(path: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** A link that fetches the file for so many seconds, for a channel that fetches by itself; null when there is none. */
  link(path: string, seconds: number): Promise<string | null>;
  /** Removes what is there of them. */
  remove(paths: readonly string[]): Promise<void>;
};
