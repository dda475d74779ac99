import { InvalidTransition } from '#kernel';

/** One declared move. `from: null` is the beginning. */
export interface Transition<State extends string, Action extends string> {
  readonly from: State | null;
  readonly action: Action;
  readonly to: State;
}

/** A life cycle as data: what is not declared is refused. */
export class StateMachine<State extends string, Action extends string> {
  constructor(readonly transitions: readonly Transition<State, Action>[]) {}

  /** @throws InvalidTransition where the action is not declared from this state */
  next(from: State, action: Action, allowed: readonly string[] = this.allowedActions(from)): State {
    const transition = this.transitions.find((each) => each.from === from && each.action === action);
    if (!transition) throw new InvalidTransition(from, action, 'there is no such step from here', allowed);
    return transition.to;
  }

  allowedActions(from: State): Action[] {
    return this.transitions.filter((each) => each.from === from).map((each) => each.action);
  }

  declares(action: string): action is Action {
    return this.transitions.some((each) => each.action === action && each.from !== null);
  }
}
