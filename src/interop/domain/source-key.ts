import type { FhirResource, Reference } from './fhir.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const URN = 'urn:uuid:';

/** Namespace of source keys among the identifiers of what was taken over. */
export const SOURCE_SYSTEM = 'urn:ietf:rfc:3986';

/**
 * One name for one resource, whether a bundle calls it `urn:uuid:…` or a bulk export `Patient/…`.
 * @returns nothing where the resource has no name at all
 */
export function sourceKeyOf(resource: FhirResource, fullUrl?: string): string | undefined {
  if (fullUrl?.startsWith(URN)) return fullUrl.toLowerCase();
  if (resource.id === undefined) return fullUrl;
  return UUID.test(resource.id) ? URN + resource.id.toLowerCase() : `${resource.resourceType}/${resource.id}`;
}

/** The source key that a reference means; nothing where it names its target by identifier only. */
export function referencedKey(reference: Reference | undefined): string | undefined {
  const text = reference?.reference;
  if (text === undefined || text.startsWith('#') || text.includes('?')) return undefined;
  if (text.startsWith(URN)) return text.toLowerCase();
  const [type, id] = text.split('/').slice(-2);
  if (type === undefined || id === undefined) return undefined;
  return UUID.test(id) ? URN + id.toLowerCase() : `${type}/${id}`;
}
