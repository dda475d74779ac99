import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, cursorKey, DEFAULT_LIMIT, Operation, type Page, pageOf, Permission, Tag } from '#http';
import { type SuggestedLine, SuggestReorders } from '../../application/suggest-reorders.js';
import { explanationOf } from '../../domain/reorder-explanation.js';
import type { Move } from '../../domain/reorder-suggestion.js';
import { type MoveAnswer, ReorderSuggestionAnswer, ReorderSuggestionsPageQuery, USUAL_WINDOW } from './reorder-suggestions.dto.js';
import { facilitiesOf, StockScope } from './stock-scope.js';

const READ = 'stock:read';
/** Digits after the point that are shown of figures. */
const SHOWN = 4;

@Tag('Reorder suggestions', 'What to order and to move for a location, with the arithmetic.')
@Controller('reorder-suggestions')
export class ReorderSuggestionsController {
  constructor(
    private readonly scope: StockScope,
    private readonly suggest: SuggestReorders,
  ) {}

  @Get()
  @Permission(READ)
  @Operation({
    summary: 'Suggest what to order for a location, a line for each of its rules',
    page: ReorderSuggestionAnswer,
    errors: { 404: ['not-found'] },
  })
  async listReorderSuggestions(
    @CurrentCaller() caller: Caller,
    @Query() { locationId, windowDays = USUAL_WINDOW, limit = DEFAULT_LIMIT, cursor }: ReorderSuggestionsPageQuery,
  ): Promise<Page<ReorderSuggestionAnswer>> {
    await this.scope.expectLocation(locationId, READ, caller);
    const after = cursorKey(cursor, ['uuid'])?.[0];
    const lines = await this.suggest.execute({ locationId, windowDays, within: facilitiesOf(caller, READ), limit, after });
    return pageOf(lines, limit, ({ rule }) => [rule.medicationId], answerOf);
  }
}

function answerOf({ rule, suggestion }: SuggestedLine): ReorderSuggestionAnswer {
  const { id: ruleId, facilityId, locationId, medicationId } = rule;
  const { use, moves, unitCost, budgetCap, cost, ...figures } = suggestion;
  const prices = Object.entries({ unitCost, budgetCap, cost }).flatMap(([name, price]) => (price ? [[name, price.toJSON()]] : []));
  return {
    ...{ ruleId, facilityId, locationId, medicationId },
    explanation: explanationOf(suggestion),
    ...figures,
    z: shown(figures.z),
    leadTimeDemand: shown(figures.leadTimeDemand),
    use: { ...use, average: shown(use.average), standardDeviation: shown(use.standardDeviation) },
    moves: moves.map(moveOf),
    ...Object.fromEntries(prices),
  };
}

function moveOf({ locationId, facilityId, lotId, lotNumber, expiresOn, quantity }: Move): MoveAnswer {
  return { locationId, facilityId, lotId, lotNumber, expiresOn, quantity };
}

function shown(figure: number): number {
  return Number(figure.toFixed(SHOWN));
}
