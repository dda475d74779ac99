import { RuleBroken } from '#kernel';

/** @throws RuleBroken `witness-is-actor` where somebody would watch themselves */
export function expectOther(witness: string, actor: string): void {
  if (witness === actor) throw new RuleBroken('witness-is-actor', 'Somebody else has to witness it, signed in as themselves.');
}
