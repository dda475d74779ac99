import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiExtraModels, ApiTags } from '@nestjs/swagger';

/** Metadata key of what a route says of itself in the OpenAPI document. */
export const OPERATION = 'aceso:operation';
/** Metadata key of the group that a controller's routes stand in. */
export const TAG = 'aceso:tag';

/** A DTO class whose members carry the decorators of `dto.ts` (or `ApiProperty`). */
export type Dto = abstract new (...args: never[]) => object;

/** Another media type than JSON: `{ type: 'text/calendar', description: 'iCalendar feed.' }`. */
export interface OtherContent {
  type: string;
  description: string;
}

/** What an operation says of itself; everything else is derived from the route. */
export interface OperationOptions {
  /** One short sentence in the imperative, without a full stop: `Book an appointment`. */
  summary: string;
  /** What a reader must know besides, in Markdown. */
  description?: string;
  /**
   * What a success answers: a resource, a bare list `[Dto]`, another media type, or `'none'` (204, unless `status` says
   * otherwise). For lists as the conventions have them use `page` or `items` instead.
   */
  answer?: Dto | readonly [Dto] | OtherContent | 'none';
  /** Answers `{ items: Dto[], nextCursor }`. */
  page?: Dto;
  /** A page that tells the number of all matches besides, as `count`, where it is asked to. */
  counted?: boolean;
  /** Answers `{ items: Dto[] }`, whole. */
  items?: Dto;
  /**
   * Status of a success, which is also set on the route. Without it Nest's own: 201 for POST, 200 for the
   * rest. Actions that create nothing (`POST …/cancel`) say `status: 200`.
   */
  status?: 200 | 201 | 202 | 204;
  /** When a success sends the browser elsewhere instead. */
  redirects?: string;
  /** Codes of this operation whose answers are OAuth's (RFC 6749 §5.2): `application/json` with `error`, beside our own members. */
  oauthErrors?: Partial<Record<400 | 401, readonly string[]>>;
  /** Problem codes of this very operation by status: `{ 409: ['slot-taken', 'patient-busy'] }`. */
  errors?: Partial<Record<400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 503, readonly string[]>>;
}

/** Name and meaning of a group of operations. */
export interface TagOptions {
  name: string;
  description: string;
}

/**
 * Describes a route for the OpenAPI document and sets its status. Every controller method carries it, beside its permission:
 *
 * ```ts
 * @Post(':id/reschedule')
 * @Permission('appointment:reschedule')
 * @Writes('appointment.reschedule')
 * @Operation({
 *   summary: 'Move an appointment to another time',
 *   answer: AppointmentAnswer,
 *   status: 200,
 *   errors: { 409: ['slot-taken', 'patient-busy', 'invalid-transition'], 422: ['outside-availability'] },
 * })
 * rescheduleAppointment(@PathId('appointment') id: string, @IfMatch() version: number | undefined, @Body() body: RescheduleBody) {…}
 * ```
 *
 * Derived, so never repeated here: the operationId (the method's name, unique in the product), the permission and its 401
 * and 403, 400/413/415 of a body, 400 of a query, 404 of an id in the path, Idempotency-Key with its errors on `@Writes`,
 * If-Match with 412 (and 428 where PATCH requires it), 429, 503, the rate-limit, request-id, ETag and Location headers,
 * and the example of a body from the examples of its members.
 */
export function Operation(options: OperationOptions): MethodDecorator {
  const status = options.status ?? (options.answer === 'none' ? 204 : undefined);
  const models = modelsOf(options);
  return applyDecorators(
    SetMetadata(OPERATION, options),
    ...(status === undefined ? [] : [HttpCode(status)]),
    ...(models.length === 0 ? [] : [ApiExtraModels(...(models as never[]))]),
  );
}

/** Puts a controller's operations into a described group: `@Tag('Appointments', 'Booking, moving and keeping appointments.')`. */
export function Tag(name: string, description: string): ClassDecorator {
  return applyDecorators(ApiTags(name), SetMetadata(TAG, { name, description } satisfies TagOptions));
}

function modelsOf({ answer, page, items }: OperationOptions): Dto[] {
  const answered = Array.isArray(answer) ? answer[0] : typeof answer === 'function' ? answer : undefined;
  return [answered as Dto | undefined, page, items].filter((model) => model !== undefined);
}
