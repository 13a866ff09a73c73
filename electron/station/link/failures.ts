/** The centre said something that no gateway of this protocol says. */
export class Nonsense extends Error {
  override readonly name = 'Nonsense';
}
/** The link went away under the sync. */
export class Gone extends Error {}
