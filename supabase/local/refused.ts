/** The desk cannot start, and this sentence tells the person in front of it why and what to do. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}
