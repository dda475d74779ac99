import { InvalidTransition } from './domain-error.js';

/** One declared move. `from: null` is the beginning: the thing does not exist yet. */
export interface Transition<State extends string, Action extends string> {
  readonly from: State | null;
  readonly action: Action;
  readonly to: State;
  /** What must hold besides, in words. */
  readonly guard?: string;
  /** Done by the system alone, so never offered to a caller. */
  readonly system?: true;
}

/** A life cycle as data: what is not declared is refused. */
export class StateMachine<State extends string, Action extends string> {
  constructor(readonly transitions: readonly Transition<State, Action>[]) {}

  /**
   * The state that an action leads to.
   * @param allowed what may be done instead, where more than this machine bears on it
   * @throws InvalidTransition where the action is not declared from this state
   */
  next(from: State, action: Action, allowed: readonly string[] = this.allowedActions(from)): State {
    const transition = this.transitions.find((each) => each.from === from && each.action === action);
    if (!transition) throw new InvalidTransition(from, action, 'there is no such step from here', allowed);
    return transition.to;
  }

  /** The error for a guard that failed. */
  refusal(from: State, action: Action, reason: string): InvalidTransition {
    return new InvalidTransition(from, action, reason, this.allowedActions(from));
  }

  /** What a caller may ask for in a state, guards aside. */
  allowedActions(from: State): Action[] {
    return this.transitions.filter((each) => each.from === from && !each.system).map((each) => each.action);
  }

  /** Whether anything that exists can undergo the action. */
  declares(action: string): action is Action {
    return this.transitions.some((each) => each.action === action && each.from !== null);
  }
}
