import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, PathId, Permission, publishMachine, Tag, Writes } from '#http';
import { ReturnDispensed } from '../../application/return-dispensed.js';
import { returnMachine } from '../../domain/dispense-return.js';
import { dispenserOf, RETURN, returnedAnswer, WITNESS } from './dispense-answer.js';
import { DispenseAnswer, ReturnDispensedBody } from './dispenses.dto.js';

type Version = number | undefined;

publishMachine('dispense-return', returnMachine);

@Tag('Dispenses', 'Medicines that are given out for a prescription: of which lots, checked by whom, before which witness.')
@Controller('dispenses/:id')
export class DispenseReturnsController {
  constructor(private readonly returning: ReturnDispensed) {}

  @Post('return')
  @Permission(RETURN)
  @Writes('dispense.return')
  @Operation({
    summary: 'Take back what was dispensed',
    description:
      'At most what was dispensed and has not come back. Nothing of it is given out again before somebody has looked at it. A ' +
      'controlled drug waits for a witness.',
    answer: DispenseAnswer,
    status: 200,
    errors: { 404: ['not-found'], 409: ['invalid-transition'], 422: ['exceeds-dispensed'] },
  })
  async returnDispensed(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') dispenseId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { lines, reason }: ReturnDispensedBody,
  ): Promise<DispenseAnswer> {
    const dispenser = dispenserOf(caller, RETURN);
    return returnedAnswer(await this.returning.execute({ dispenseId, expectedVersion, lines, reason, dispenser }), caller);
  }

  @Post('returns/:returnId/witness')
  @Permission(WITNESS)
  @Writes('dispense.witness-return')
  @Operation({
    summary: 'Witness that a controlled drug came back',
    answer: DispenseAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['witness-is-actor'] },
  })
  async witnessReturn(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') dispenseId: string,
    @PathId('return', 'returnId') returnId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<DispenseAnswer> {
    const dispenser = dispenserOf(caller, WITNESS);
    return returnedAnswer(await this.returning.witness({ dispenseId, returnId, expectedVersion, dispenser }), caller);
  }

  @Post('returns/:returnId/cancel')
  @Permission(RETURN)
  @Writes('dispense.cancel-return')
  @Operation({
    summary: 'Call off a return that waits for a witness',
    answer: DispenseAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async cancelReturn(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') dispenseId: string,
    @PathId('return', 'returnId') returnId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<DispenseAnswer> {
    const dispenser = dispenserOf(caller, RETURN);
    return returnedAnswer(await this.returning.cancel({ dispenseId, returnId, expectedVersion, dispenser }), caller);
  }
}
