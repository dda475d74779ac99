export { type Caller, type CallerRequest, CurrentCaller, mayAt, type RoleGrant } from './caller.js';
export { Forbidden, Malformed, TooManyRequests, Unauthenticated } from './errors.js';
export { FormBody, FormFields } from './form-body.js';
export { Decimal } from './decimal.js';
export { Halves } from './halves.js';
export { type AnswerEntry, AnswerTrail } from './answer-trail.js';
export { type Check, type Finding, HealthChecks } from './health/health-checks.js';
export { TimeZoneCheck, type ZonesInUse } from './health/time-zone-check.js';
export { API_PREFIX, createHttpApp, type HttpOptions, usePrefix } from './http-app.js';
export { HttpModule, type HttpModuleOptions } from './http.module.js';
export { SignedText } from './json-body.js';
export { Metrics } from './metrics/metrics.js';
export { type RateLimitOptions, RateLimits } from './rate-limit/rate-limits.js';
export { type ApiDocument, operationsOf, responseOf } from './openapi/document-parts.js';
export { openApiDocument } from './openapi/document.js';
export { type Route, routesOf } from './openapi/routes.js';
export { explainCodes, isExplained } from './openapi/code-meanings.js';
export { codesOf } from './openapi/problems-page.js';
export { type PublishedMachine, publishMachine } from './openapi/machines.js';
export { type Dto, Operation, type OperationOptions, type OtherContent, Tag } from './openapi/operation.js';
export { problemOf } from './problem.filter.js';
export { type PageContent, sendPage, wantsPage } from './pages.js';
export { PathId } from './path-id.js';
export { cursorKey, DEFAULT_LIMIT, MAX_LIMIT, type Page, pageOf } from './paging.js';
export {
  OWN_RECORD,
  OwnRecord,
  Permission,
  PERMISSION,
  Public,
  PUBLIC,
  READS,
  Reads,
  SIGNED_IN,
  SignedIn,
  type WriteAction,
  WRITES,
} from './route.js';
export { careScopeOf, mayEnter, type RowScope, scopeOf, staffScopeOf } from './row-scope.js';
export { type LinkOptions, SignedLinks } from './signed-links.js';
export { sendTagged } from './tagged-content.js';
export { sendTo } from './redirect.js';
export { RequestLoad } from './request-load.js';
export { IfMatch, RequiredIfMatch } from './versions.js';
export { Writes } from './writes.js';
export {
  CalendarDate,
  Choice,
  ChoiceList,
  Email,
  Flag,
  InstantText,
  type MemberOptions,
  Nested,
  NestedList,
  Text,
  TextList,
  Uuid,
  UuidList,
  WallClock,
  Whole,
  ZoneName,
} from './dto.js';
export { CodeDto, HumanNameDto, MoneyDto, PageQuery } from './shapes.dto.js';
export { Weekdays } from './weekdays.js';
