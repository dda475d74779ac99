import type { Abstract, FactoryProvider, Type } from '@nestjs/common';

type Token<T> = Abstract<T> | Type<T>;
type Tokens<Args extends unknown[]> = { [Index in keyof Args]: Token<Args[Index]> };

/**
 * Registers a framework-free class: `wire(BookAppointment, UnitOfWork, Appointments, DutyRoster)`. The tokens
 * stand in the order of the constructor's parameters, and the compiler checks each against its parameter.
 */
export function wire<Args extends unknown[], T>(type: new (...args: Args) => T, ...tokens: Tokens<Args>): FactoryProvider<T> {
  return wireAs(type, type, ...tokens);
}

/** Registers a class as the one behind a port: `wireAs(Appointments, MikroOrmAppointments, Entities, Sql)`. */
export function wireAs<Port, Args extends unknown[]>(
  port: Token<Port>,
  type: new (...args: Args) => Port,
  ...tokens: Tokens<Args>
): FactoryProvider<Port> {
  return { provide: port, useFactory: (...args: unknown[]) => new type(...(args as Args)), inject: tokens as Token<unknown>[] };
}
