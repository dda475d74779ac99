import fc from 'fast-check';

/** Ids that the product has given out, by the collection that they are in, so that generated requests find something. */
export class KnownIds {
  private readonly byCollection = new Map<string, string[]>();
  private readonly versions = new Map<string, number>();

  /** Notes the ids of an answer to a request for a path: its own, and those that it names in members such as `staffId`. */
  learn(path: string, body: unknown): void {
    const collection = path.split('?', 1)[0]!.split('/').filter((part) => part !== '' && !isId(part)).at(-1) ?? '';
    for (const item of itemsOf(body)) {
      if (typeof item['id'] === 'string' && typeof item['version'] === 'number') this.versions.set(item['id'], item['version']);
      for (const [member, value] of Object.entries(item)) {
        if (typeof value !== 'string' || !isId(value)) continue;
        if (member === 'id') this.add(collection, value);
        else if (member.endsWith('Id')) this.add(collectionOf(member), value);
      }
    }
  }

  /** An id for a member or a parameter: mostly one that exists where it is asked for, else one of something else, or none at all. */
  idFor(name: string, collection = collectionOf(name)): fc.Arbitrary<string> {
    const here = this.byCollection.get(collection) ?? [];
    const anywhere = [...this.byCollection.values()].flat();
    return fc.oneof(
      ...(here.length > 0 ? [{ weight: 8, arbitrary: fc.constantFrom(...here) }] : []),
      ...(anywhere.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...anywhere) }] : []),
      { weight: 1, arbitrary: fc.uuid({ version: 7 }) },
    );
  }

  /** The version that something was last seen in. */
  versionOf(id: string): number | undefined {
    return this.versions.get(id);
  }

  private add(collection: string, id: string): void {
    const known = this.byCollection.get(collection) ?? [];
    if (!known.includes(id) && known.length < 40) this.byCollection.set(collection, [...known, id]);
  }
}

function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

function itemsOf(body: unknown): Record<string, unknown>[] {
  const { items } = (body ?? {}) as { items?: unknown };
  const all = Array.isArray(items) ? items : [body];
  return all.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}

/** `appointmentTypeId` is of `appointment-types`, `staffId` of `staff`. */
function collectionOf(member: string): string {
  const name = member.replace(/Ids?$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (name === 'staff') return name;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
