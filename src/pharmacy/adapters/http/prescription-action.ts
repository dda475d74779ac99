import type { LineAction } from '../../domain/prescription-machine.js';

const MOVES = ['hold', 'resume', 'stop', 'cancel', 'void'] as const satisfies LineAction[];

/** The plain move of a name; signing goes through the safety gate and completing is the product's own. */
export function actionNamed(name: string): LineAction | undefined {
  return MOVES.find((move) => move === name);
}
