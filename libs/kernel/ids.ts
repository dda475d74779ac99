/** Where new ids come from: UUIDv7 strings, so that they sort by the time they were made. */
export abstract class Ids {
  abstract next(): string;
}
