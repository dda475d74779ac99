import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, from, type Observable, switchMap } from 'rxjs';
import { MeetShortage } from '../../application/meet-shortage.js';
import { NotEnoughUsable } from '../../domain/dispense-errors.js';

/**
 * Stands around the unit of work of a route: once that is undone for want of stock, frees what is held beyond its time and
 * tries again, or keeps that there was too little.
 */
@Injectable()
export class ShortageInterceptor implements NestInterceptor {
  constructor(private readonly shortages: MeetShortage) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const tried = next.handle();
    return tried.pipe(
      catchError((error: unknown) => {
        if (!(error instanceof NotEnoughUsable)) throw error;
        return from(this.shortages.free(error)).pipe(switchMap((freed) => (freed ? this.lastly(next) : this.refuse(error))));
      }),
    );
  }

  private lastly(next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof NotEnoughUsable)) throw error;
        return this.refuse(error);
      }),
    );
  }

  private refuse(error: NotEnoughUsable): Observable<never> {
    return from(this.shortages.note(error)).pipe(
      switchMap(() => {
        throw error;
      }),
    );
  }
}
