import type { HumanName } from '#kernel';

/** Text without case and accents, so that `Mejia` finds `Mejía`. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The name that lists are ordered and searched by: family name first. */
export function sortName({ family, given }: HumanName): string {
  return folded([family, ...given].join(' '));
}
