/** A life cycle as data: what is not declared is refused. */
export interface PublishedMachine {
  readonly transitions: readonly {
    /** Null at the beginning, when the thing does not exist yet. */
    readonly from: string | null;
    readonly action: string;
    readonly to: string;
    /** What must hold besides, in words. */
    readonly guard?: string;
    /** Done by the system alone. */
    readonly system?: true;
  }[];
}

const machines = new Map<string, PublishedMachine>();

/** Publishes the life cycle of a resource with the API, under `x-state-machine`: `publishMachine('appointment', appointmentMachine)`. */
export function publishMachine(name: string, machine: PublishedMachine): void {
  machines.set(name, machine);
}

/** Every published life cycle by name, as it stands in the OpenAPI document. */
export function publishedMachines(): Record<string, object> {
  return Object.fromEntries(
    [...machines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { transitions }]) => [name, { states: statesOf({ transitions }), transitions }]),
  );
}

function statesOf({ transitions }: PublishedMachine): string[] {
  return [...new Set(transitions.flatMap(({ from, to }) => (from === null ? [to] : [from, to])))];
}
