import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, mayAt, Operation, PathId, Permission, publishMachine, Tag, Writes } from '#http';
import { ChangeLot } from '../../application/change-lot.js';
import { type LotAction, lotMachine } from '../../domain/lot-machine.js';
import { LotsQuery, type LotView } from '../persistence/lots.query.js';
import { LotAnswer, StockReasonBody } from './lots.dto.js';
import { facilitiesOf } from './stock-scope.js';

const READ = 'stock:read';
const MANAGE = 'lot:manage';
const REINSTATE = 'lot:reinstate';
const WITNESS = 'stock:witness';

type Version = number | undefined;

const ACT_ERRORS = { 409: ['invalid-transition'] };

publishMachine('lot', lotMachine);

@Tag('Lots', 'Batches of a manufacturer: quarantine, recall, damage and destruction. Controlled drugs, and destruction, need a witness.')
@Controller('lots')
export class LotsController {
  constructor(
    private readonly query: LotsQuery,
    private readonly change: ChangeLot,
  ) {}

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a lot', answer: LotAnswer })
  async readLot(@CurrentCaller() caller: Caller, @PathId('lot') id: string): Promise<LotAnswer> {
    return answerOf(await this.query.lot(id, facilitiesOf(caller, READ)), caller);
  }

  @Post(':id/quarantine')
  @Permission(MANAGE)
  @Writes('lot.quarantine')
  @Operation({ summary: 'Quarantine a lot', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  quarantineLot(
    @CurrentCaller() caller: Caller,
    @PathId('lot') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<LotAnswer> {
    return this.act('quarantine', { id, version, reason, permission: MANAGE }, caller);
  }

  @Post(':id/release')
  @Permission(MANAGE)
  @Writes('lot.release')
  @Operation({ summary: 'Release a lot from quarantine', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  releaseLot(
    @CurrentCaller() caller: Caller,
    @PathId('lot') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<LotAnswer> {
    return this.act('release', { id, version, reason, permission: MANAGE }, caller);
  }

  @Post(':id/recall')
  @Permission(MANAGE)
  @Writes('lot.recall')
  @Operation({ summary: 'Recall a lot', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  recallLot(
    @CurrentCaller() caller: Caller,
    @PathId('lot') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<LotAnswer> {
    return this.act('recall', { id, version, reason, permission: MANAGE }, caller);
  }

  @Post(':id/reinstate')
  @Permission(REINSTATE)
  @Writes('lot.reinstate')
  @Operation({ summary: 'Take back a recall; the lot stays in quarantine', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  reinstateLot(
    @CurrentCaller() caller: Caller,
    @PathId('lot') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<LotAnswer> {
    return this.act('reinstate', { id, version, reason, permission: REINSTATE }, caller);
  }

  @Post(':id/damage')
  @Permission(MANAGE)
  @Writes('lot.damage')
  @Operation({ summary: 'Declare a lot damaged', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  damageLot(
    @CurrentCaller() caller: Caller,
    @PathId('lot') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<LotAnswer> {
    return this.act('damage', { id, version, reason, permission: MANAGE }, caller);
  }

  @Post(':id/destroy')
  @Permission(MANAGE)
  @Writes('lot.destroy')
  @Operation({ summary: 'Destroy a lot that was recalled, has expired or is damaged', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  destroyLot(
    @CurrentCaller() caller: Caller,
    @PathId('lot') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<LotAnswer> {
    return this.act('destroy', { id, version, reason, permission: MANAGE }, caller);
  }

  @Post(':id/witness')
  @Permission(WITNESS)
  @Writes('lot.witness')
  @Operation({
    summary: 'Witness what waits with a lot',
    description: 'By another person than who asked for it, signed in as themselves.',
    answer: LotAnswer,
    status: 200,
    errors: { 409: ['invalid-transition', 'insufficient-stock'], 422: ['witness-is-actor'] },
  })
  async witnessLot(@CurrentCaller() caller: Caller, @PathId('lot') lotId: string, @IfMatch() expectedVersion: Version): Promise<LotAnswer> {
    await this.query.lot(lotId, facilitiesOf(caller, WITNESS));
    await this.change.witness({ lotId, expectedVersion, by: caller.userId });
    return answerOf(await this.query.lot(lotId, undefined), caller);
  }

  @Post(':id/withdraw')
  @Permission(MANAGE)
  @Writes('lot.withdraw')
  @Operation({ summary: 'Take back what waits for a witness', answer: LotAnswer, status: 200, errors: ACT_ERRORS })
  async withdrawLotAct(
    @CurrentCaller() caller: Caller,
    @PathId('lot') lotId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<LotAnswer> {
    await this.query.lot(lotId, facilitiesOf(caller, MANAGE));
    await this.change.withdraw({ lotId, expectedVersion, by: caller.userId });
    return answerOf(await this.query.lot(lotId, undefined), caller);
  }

  private async act(
    action: LotAction,
    { id, version, reason, permission }: { id: string; version: Version; reason: string; permission: string },
    caller: Caller,
  ): Promise<LotAnswer> {
    await this.query.lot(id, facilitiesOf(caller, permission));
    await this.change.act(action, reason, { lotId: id, expectedVersion: version, by: caller.userId });
    return answerOf(await this.query.lot(id, undefined), caller);
  }
}

/** What this caller may do, of what may be done. */
const PERMISSION_FOR: Record<string, string> = { reinstate: REINSTATE, witness: WITNESS };

function answerOf({ pending, ...lot }: LotView, caller: Caller): LotAnswer {
  const declared = pending ? ['witness', 'withdraw'] : lotMachine.allowedActions(lot.status);
  const allowedActions = declared.filter((action) => {
    const isOwnWitness = action === 'witness' && pending?.requestedBy === caller.userId;
    return !isOwnWitness && mayAt(caller, PERMISSION_FOR[action] ?? MANAGE, lot.facilityId);
  });
  return { ...lot, ...(pending ? { pending: { ...pending, status: 'awaiting-witness' } } : {}), allowedActions };
}
